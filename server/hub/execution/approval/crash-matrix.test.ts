import type { ExecutionSummary } from '@steward/contract/api/execution'
import type { EffectClass } from '@steward/contract/effect'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { heldPeer } from '#test/held-peer'
import { holdTable } from '#test/held-table'
import { until } from '#test/running'
import type { ServerProcess } from '#test/server-process'
import { severalProcesses, type SeveralProcesses } from '#test/several-processes'

type Kind = { readonly name: string; readonly class: EffectClass; readonly method: string; readonly key?: true }

const kinds: readonly Kind[] = [
  { name: 'read', class: 'read', method: 'GET' },
  { name: 'write', class: 'write', method: 'POST' },
  { name: 'send', class: 'send', method: 'POST' },
  { name: 'pay', class: 'pay', method: 'POST' },
  { name: 'delete', class: 'delete', method: 'DELETE' },
  { name: 'execute', class: 'execute', method: 'POST' },
  { name: 'keyed', class: 'pay', method: 'POST', key: true },
]

const points = ['before intent', 'after intent', 'during the call', 'after the call', 'after the receipt'] as const
type Point = (typeof points)[number]

/** A read, the effect, and a read behind it; the peer answers each only when it is told to. */
const workflow = ({ name, class: effect, method, key }: Kind, url: string, connection: string) => {
  const read = { type: 'http_request', version: 4.2 }
  return givenWorkflow(
    [
      { name: 'Start', type: 'manual_trigger', to: { Before: [0, 0] } },
      {
        ...read,
        name: 'Before',
        parameters: { method: 'GET', url: `${url}/${name}/before`, options: {} },
        to: { Effect: [0, 0] },
      },
      {
        ...read,
        name: 'Effect',
        parameters: {
          method,
          url: `${url}/${name}/effect`,
          authentication: 'genericCredentialType',
          genericAuthType: 'httpHeaderAuth',
          options: {},
        },
        connections: { httpHeaderAuth: { id: connection, name: 'Peer' } },
        settings: { effect: { class: effect }, ...(key === true ? { idempotencyHeader: 'Idempotency-Key' } : {}) },
        to: { After: [0, 0] },
      },
      { ...read, name: 'After', parameters: { method: 'GET', url: `${url}/${name}/after`, options: {} } },
    ],
    // Nobody is asked there.
    { name, settings: { executionOrder: 'v1', environment: 'development' } },
  )
}

type Peer = Awaited<ReturnType<typeof heldPeer>>
const paths = (step: string, some: readonly Kind[]) => some.map(({ name }) => `/${name}/${step}`)

const arrived = (peer: Peer, wanted: readonly string[]) =>
  until(
    () => peer.open(),
    (open) => wanted.every((path) => open.includes(path)),
  )

/** Brings every execution to the point and resolves to what has to be let go of once the process is dead. */
async function bringTo(
  { point, some }: Round,
  { peer, processes, ids }: { peer: Peer; processes: SeveralProcesses; ids: readonly string[] },
): Promise<() => Promise<void>> {
  const journal = () => holdTable(processes.databaseUrl, 'execution.execution_journal')
  await arrived(peer, paths('before', some))
  const go = (step: string) => paths(step, some).forEach((path) => peer.answer(path))
  if (point === 'before intent') {
    const held = await journal()
    go('before')
    await held.waitedFor()
    // Nobody waits for the word before a read.
    await arrived(peer, ['/read/effect'])
    return () => held.drop()
  }
  if (point === 'after intent') {
    // That a connection is used is noted between the word and the call.
    const held = await holdTable(processes.databaseUrl, 'connector.connections')
    go('before')
    await held.waitedFor(some.length)
    return () => held.drop()
  }
  go('before')
  await arrived(peer, paths('effect', some))
  if (point === 'during the call') return async () => {}
  if (point === 'after the call') {
    const held = await journal()
    go('effect')
    await held.waitedFor()
    await arrived(peer, paths('after', some))
    return () => held.drop()
  }
  go('effect')
  await until(
    () => dones(processes, ids),
    (count) => count === some.length,
  )
  return async () => {}
}

const dones = async (processes: SeveralProcesses, ids: readonly string[]) =>
  (
    await processes.query<{ count: number }>(
      `select count(distinct j.execution_id)::int as count from execution.execution_journal j, json_array_elements(j.entries) entry
        where entry->>'k' = 'done' and entry->>'n' = 'Effect' and j.execution_id = any($1::uuid[])`,
      [ids],
    )
  )[0]?.count ?? 0

type Outcome = { readonly status: string; readonly calls: number }

type Round = { readonly point: Point; readonly some: readonly Kind[] }

/** Begins an execution of each kind, kills the process at the point, and tells how another one ends them; that one is handed on. */
async function outcomesOf(
  { point, some }: Round,
  { processes, before }: { processes: SeveralProcesses; before: ServerProcess },
): Promise<{ outcomes: Record<string, string>; after: ServerProcess }> {
  await using peer = await heldPeer()
  const api = await processes.api(before)
  const values = { name: 'X-Key', value: 'a secret value' }
  const connection = (await api('POST', '/connections', { name: 'Peer', type: 'httpHeaderAuth', values })).body as { id: string }
  const ids: string[] = []
  for (const kind of some) {
    const document = workflow(kind, peer.url, connection.id)
    const made = (await api('POST', '/workflows', { document })).body as { summary: { id: string } }
    const begun = (await api('POST', `/workflows/${made.summary.id}/executions`, {})).body as { id: string }
    ids.push(begun.id)
  }
  const letGo = await bringTo({ point, some }, { peer, processes, ids })
  await before.killTree()
  await letGo()

  const after = await processes.start()
  const again = await processes.api(after)
  const rested = await until(
    async () => {
      for (const path of peer.open()) peer.answer(path)
      const { items } = (await again('GET', '/executions?limit=100')).body as { items: ExecutionSummary[] }
      return items.filter(({ id }) => ids.includes(id))
    },
    (items) => items.length === some.length && items.every(({ status }) => status !== 'running' && status !== 'queued'),
    40_000,
  )
  const outcomes = new Map<string, Outcome>(
    rested.map(({ workflowName, status, inDoubt }) => [
      workflowName,
      {
        status: inDoubt > 0 ? 'in doubt' : status,
        calls: peer.calls.filter((path) => path === `/${workflowName}/effect`).length,
      },
    ]),
  )
  return { outcomes: Object.fromEntries(some.map(({ name }) => [name, shown(outcomes.get(name))])), after }
}

const shown = (outcome: Outcome | undefined) => (outcome === undefined ? 'lost' : `${outcome.status}, ${outcome.calls}×`)

/** R4: repeated only where it reads or where a key makes that safe; else in doubt. Nothing is doubted that is known. */
const expected: Record<Point, (kind: Kind) => string> = {
  'before intent': ({ class: effect }) => (effect === 'read' ? 'completed, 2×' : 'completed, 1×'),
  'after intent': ({ class: effect, key }) => (effect === 'read' || key === true ? 'completed, 1×' : 'in doubt, 0×'),
  'during the call': ({ class: effect, key }) => (effect === 'read' || key === true ? 'completed, 2×' : 'in doubt, 1×'),
  'after the call': ({ class: effect, key }) => (effect === 'read' || key === true ? 'completed, 2×' : 'in doubt, 1×'),
  'after the receipt': () => 'completed, 1×',
}

test(
  'whatever the moment at which a process is killed, every class of effect comes out as it must',
  { timeout: 240_000 },
  async () => {
    const table: Record<string, Record<string, string>> = {}
    await using processes = await severalProcesses()
    let process = await processes.start()
    for (const point of points) {
      // Each that stands still after its word keeps one of the four connections by which connections are read.
      const atOnce = point === 'after intent' ? 3 : kinds.length
      table[point] = {}
      for (let first = 0; first < kinds.length; first += atOnce) {
        const round = { point, some: kinds.slice(first, first + atOnce) }
        const { outcomes, after } = await outcomesOf(round, { processes, before: process })
        Object.assign(table[point], outcomes)
        process = after
      }
    }

    console.table(table)
    expect(table).toEqual(
      Object.fromEntries(
        points.map((point) => [point, Object.fromEntries(kinds.map((kind) => [kind.name, expected[point](kind)]))]),
      ),
    )
  },
)
