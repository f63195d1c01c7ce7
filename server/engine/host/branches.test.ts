import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { createCatalog } from '#engine/core'
import { givenNode, givenWorkflow } from '../../test/given-workflow.ts'
import { anyWorkflow, digest, giveOutputs } from '#test/any-workflow'
import { encodeRecord, type JournalEntry } from './journal.ts'
import { type LocalOutside, type LocalResult, recordsInOrder, runLocally } from './local-run.ts'
import { restore } from './restore.ts'

const two = [{ name: 'a' }, { name: 'b' }]
let going = 0
let most = 0

/** Turns of the loop that a node execution takes, told from its name and run. */
type Turns = (name: string, run: number) => number

function catalogOf(turns: Turns) {
  const node = (type: string, more: Parameters<typeof givenNode>[1] = {}) =>
    givenNode(type, {
      execute: async (call) => {
        most = Math.max(most, (going += 1))
        for (let left = turns(call.node.name, call.runIndex); left > 0; left--)
          await new Promise((resolve) => setImmediate(resolve))
        going -= 1
        return giveOutputs(type, call.node.name, call.runIndex, call.inputs)
      },
      ...more,
    })
  return createCatalog([
    node('pass'),
    node('split', { outputs: two }),
    node('join', { inputs: two, requiredInputs: () => 1 }),
    node('both', { inputs: two, requiredInputs: () => [0, 1] }),
    givenNode('rest', { execute: (call) => ({ kind: 'wait', untilMs: call.nowMs + Number(call.node.parameters['ms']) }) }),
    givenNode('fail', { execute: () => Promise.reject(new Error('It broke.')) }),
  ])
}

function run(document: WorkflowDocument, turns: Turns, maxWaitMs = 1_000): Promise<LocalResult> {
  const outside = { catalog: catalogOf(turns), timezone: 'UTC', environment: {}, io: () => ({}) } as unknown as LocalOutside
  return runLocally(outside, { document, maxWaitMs, items: [{ json: { first: 1 } }, { json: { second: 2 } }] })
}

const turnsOf =
  (seed: number): Turns =>
  (name, runIndex) =>
    digest([seed, name, runIndex]) % 6
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown
const outcome = ({ live, status }: LocalResult) =>
  plain([status, live.state.runs.map((runs) => runs.map(({ inputs, sources, outputs }) => [inputs, sources, outputs]))])

/** What was executed, in the order that people and callers are told. */
const places = ({ live }: LocalResult) => recordsInOrder(live).map(({ node, runIndex }) => `${node} ${runIndex}`)

const withLimit = (document: WorkflowDocument, limit: number): WorkflowDocument => ({
  ...document,
  settings: { ...document.settings, parallel: { limit } },
})

test('whatever nodes take and however many go at once, the execution ends with the same node executions in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorkflow(1), fc.integer({ min: 2, max: 5 }), fc.nat(), async (document, limit, seed) => {
      const one = await run(document, () => 0)
      most = 0
      const many = await run(withLimit(document, limit), turnsOf(seed))

      expect(outcome(many)).toEqual(outcome(one))
      expect(places(many)).toEqual(places(one))
      expect(most).toBeLessThanOrEqual(limit)
    }),
    { numRuns: 150 },
  )
})

test('from any beginning of its journal, in the order things were completed, an execution is rebuilt as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorkflow(4), fc.nat(), fc.nat(), async (document, seed, cut) => {
      const { live } = await run(document, turnsOf(seed))
      const { plan, state, trigger } = live
      const kept = state.records.slice(0, cut % (state.records.length + 1))
      const journal = plain(kept.map((record) => encodeRecord(plan, record))) as JournalEntry[]

      const restored = restore(plan, trigger, journal)

      expect(plain(restored.state.records)).toEqual(plain(kept))
    }),
    { numRuns: 150 },
  )
})

const fan = (nodes: Parameters<typeof givenWorkflow>[0]) =>
  givenWorkflow([{ name: 'Start', to: Object.fromEntries(nodes.map(({ name }) => [name, [0, 0]] as const)) }, ...nodes], {
    settings: { executionOrder: 'v1', parallel: { limit: 4 } },
  })
const rest = (name: string, ms: number) => ({ name, type: 'rest', parameters: { ms } })

test('waits of several branches pass at the same time', async () => {
  const { status, live } = await run(fan([rest('A', 150), rest('B', 150), rest('C', 150)]), () => 0)
  const rests = live.state.records.slice(1)

  expect([status, rests.length]).toEqual(['completed', 3])
  // The last one began before the first one was over.
  const begun = rests.map((record) => record.startedMs)
  const over = rests.map((record) => record.startedMs + record.durationMs)
  expect(Math.max(...begun)).toBeLessThan(Math.min(...over))
})

test('a wait that is too long for a run ends it as waiting, once everything else is done', async () => {
  const { status, live } = await run(fan([rest('Long', 3_600_000), rest('Short', 20), { name: 'Node' }]), () => 3)

  expect(status).toBe('waiting')
  expect(live.state.records.map((record) => live.plan.nodes[record.node]?.node.name)).toEqual(['Start', 'Node', 'Short'])
})

test('of several failures the one counts that comes first by order', async () => {
  const document = fan([
    { name: 'Top', type: 'fail', position: [200, 0] },
    { name: 'Bottom', type: 'fail', position: [200, 100] },
  ])
  const { status, error } = await run(document, () => 0)

  expect([status, error?.node, error?.message]).toEqual(['failed', 'Top', 'It broke.'])
})
