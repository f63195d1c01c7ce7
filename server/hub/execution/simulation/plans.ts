import type { EffectClass } from '@steward/contract/effect'
import { NodeError, type NodeCall } from '@steward/sdk/node'
import { compilePlan, createCatalog } from '#engine/core'
import type { LoadedWorkflow } from '#engine/host'
import { givenNode, givenWorkflow } from '#test/given-workflow'

const doneItems = (call: NodeCall, name: string) => [
  call.items.map((item, index) => ({ json: { ...item.json, [name]: true }, pairedItem: { item: index } })),
]

/** Calls the outside; a refusal is a failure whose outcome is known. */
const effectNode = (type: string, effect: EffectClass) =>
  givenNode(type, {
    effect,
    execute: async (call) => {
      const { status } = await call.io.http({ method: effect === 'read' ? 'GET' : 'POST', url: type })
      if (status >= 400) throw new NodeError('refused', { details: { statusCode: status } })
      return doneItems(call, type)
    },
  })

/** A wait of so many milliseconds. */
const restNode = (type: string, ms: number) =>
  givenNode(type, { execute: (call) => ({ kind: 'wait', untilMs: call.nowMs + ms }) })

const catalog = createCatalog([
  givenNode('pass'),
  effectNode('look', 'read'),
  effectNode('change', 'write'),
  restNode('rest', 400),
  restNode('long_rest', 3_600_000),
  givenNode('called', { trigger: 'subworkflow' }),
  givenNode('call', {
    effect: 'execute',
    repeatable: () => true,
    execute: async (call) => {
      await call.io.callWorkflow({ key: 'all', workflow: { id: 'child' }, items: call.items, wait: true })
      return doneItems(call, 'call')
    },
  }),
  givenNode('meet', {
    inputs: [{ name: 'a' }, { name: 'b' }],
    requiredInputs: () => 1,
    execute: (call) => [[...(call.inputs[0] ?? []), ...(call.inputs[1] ?? [])]],
  }),
])

/** Tries again after ten seconds, which is longer than a process stays with it. */
const patient = { retry: { maxTries: 20, backoff: 'fixed', initialMs: 10_000 } } as const

const nodes = [
  { name: 'Start', to: { Look: [0, 0] } },
  { name: 'Look', type: 'look', settings: patient, to: { Left: [0, 0], Right: [0, 0] } },
  { name: 'Left', type: 'change', settings: patient, position: [400, 0], to: { Meet: [0, 0] } },
  { name: 'Right', position: [400, 200], to: { Rest: [0, 0] } },
  { name: 'Rest', type: 'rest', position: [600, 200], to: { Meet: [0, 1] } },
  { name: 'Meet', type: 'meet', position: [800, 0], to: { Call: [0, 0] } },
  { name: 'Call', type: 'call', position: [1000, 0], to: { Long: [0, 0] } },
  { name: 'Long', type: 'long_rest', position: [1200, 0], to: { Last: [0, 0] } },
  { name: 'Last', type: 'change', settings: patient, position: [1400, 0] },
] as const

const childNodes = [
  { name: 'Called', type: 'called', to: { Change: [0, 0] } },
  { name: 'Change', type: 'change', settings: patient, to: { Rest: [0, 0] } },
  { name: 'Rest', type: 'rest', to: { Look: [0, 0] } },
  { name: 'Look', type: 'look', settings: patient },
] as const

type Nodes = Parameters<typeof givenWorkflow>[0]

const loaded = (id: string, given: Nodes, parallel: boolean): LoadedWorkflow => ({
  workflow: { id, workspaceId: 'ws', name: id, version: 1, active: true },
  plan: compilePlan(
    givenWorkflow(given, { settings: { executionOrder: 'v1', ...(parallel ? { parallel: { limit: 3 } } : {}) } }),
    catalog,
  ),
  timezone: 'UTC',
})

export type Plans = { readonly parent: LoadedWorkflow; readonly child: LoadedWorkflow }

const plans: Readonly<Record<'parallel' | 'serial', Plans>> = {
  serial: {
    parent: loaded('parent', nodes as unknown as Nodes, false),
    child: loaded('child', childNodes as unknown as Nodes, false),
  },
  parallel: {
    parent: loaded('parent', nodes as unknown as Nodes, true),
    child: loaded('child', childNodes as unknown as Nodes, false),
  },
}

/** Reads, writes, waits short and long, a called workflow, two branches that meet: one after another, or side by side. */
export const plansOf = (parallel: boolean): Plans => plans[parallel ? 'parallel' : 'serial']

/** Names of the nodes of a workflow, and which of them write. */
export const nodesOf: Readonly<Record<string, { readonly all: readonly string[]; readonly writes: readonly string[] }>> = {
  parent: { all: nodes.map((node) => node.name), writes: ['Left', 'Last'] },
  child: { all: childNodes.map((node) => node.name), writes: ['Change'] },
}
