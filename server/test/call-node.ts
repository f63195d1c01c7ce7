import type {
  Item,
  JsonObject,
  JsonValue,
  NodeCall,
  NodeDefinition,
  NodeIo,
  NodeOutputs,
  NodeResult,
  NodeView,
} from '@steward/sdk/node'
import { getPath } from '#engine/data'

export type NodeSituation = {
  readonly parameters?: JsonObject
  /** The `json` of each item of the first input, or whole items. */
  readonly items?: readonly (Item | JsonObject)[]
  readonly inputs?: readonly (readonly (Item | JsonObject)[])[]
  /** Default: the newest version the definition knows. */
  readonly version?: number
  readonly onError?: NodeView['onError']
  readonly nowMs?: number
  readonly timezone?: string
  readonly mode?: NodeCall['mode']
  readonly memory?: JsonObject
  readonly idempotencyHeader?: string
  readonly earlier?: NodeCall['earlier']
  readonly staticData?: { readonly workflow: JsonObject; readonly node: JsonObject }
  readonly io?: Partial<NodeIo>
  /** Stands for the expression engine: what a text with a leading `=` is for an item. */
  readonly evaluate?: (expression: string, itemIndex: number, names?: Readonly<Record<string, unknown>>) => unknown
}

/** The call a node definition would be given, with parameters as they are written. */
export function nodeCall(definition: NodeDefinition, situation: NodeSituation = {}): NodeCall {
  const inputs = (situation.inputs ?? [situation.items ?? [{}]]).map((items) => items.map(asItem))
  const node: NodeView = {
    id: 'node',
    name: 'Node',
    type: definition.type,
    version: situation.version ?? Math.max(...definition.n8n.flatMap(({ versions }) => versions), 1),
    parameters: situation.parameters ?? {},
    onError: situation.onError ?? 'stopWorkflow',
    ...(situation.idempotencyHeader === undefined ? {} : { idempotencyHeader: situation.idempotencyHeader }),
  }
  const resolve = (value: unknown, itemIndex: number) =>
    resolveDeep(value, (text) => situation.evaluate?.(text, itemIndex) ?? text)
  const data = situation.staticData ?? { workflow: {}, node: {} }
  return {
    node,
    inputs,
    items: inputs[0] ?? [],
    runIndex: situation.earlier?.length ?? 0,
    mode: situation.mode ?? 'manual',
    workflow: { id: 'workflow', name: 'Workflow', active: false, timezone: situation.timezone ?? 'UTC' },
    execution: { id: 'execution', resumeUrl: 'http://localhost/wait/execution' },
    nowMs: situation.nowMs ?? 1_700_000_000_000,
    memory: situation.memory ?? {},
    earlier: situation.earlier ?? [],
    signal: new AbortController().signal,
    io: situation.io as NodeIo,
    param: <T>(path: string, itemIndex = 0, fallback?: T) =>
      (resolve(getPath(node.parameters, path.split('.')), itemIndex) ?? fallback) as T,
    evaluate: (text, itemIndex, names) => situation.evaluate?.(text, itemIndex, names),
    staticData: (scope) => data[scope],
    effectKey: (itemIndex = 0) => `key of item ${itemIndex}`,
  }
}

/** What the node gives back in a situation. */
export async function runNode(definition: NodeDefinition, situation: NodeSituation = {}): Promise<NodeResult> {
  const call = nodeCall(definition, situation)
  return definition.execute === undefined ? call.inputs : await definition.execute(call)
}

/** Items per output. For a node that may also wait, use `runNode`. */
export async function callNode(definition: NodeDefinition, situation: NodeSituation = {}): Promise<NodeOutputs> {
  const before = structuredClone(situation.inputs ?? situation.items ?? [])
  const result = await runNode(definition, situation)
  if ('kind' in result) throw new Error('The node waits.')
  if (JSON.stringify(before) !== JSON.stringify(situation.inputs ?? situation.items ?? []))
    throw new Error('The node changed its input.')
  return result
}

/** The `json` of the items of one output. */
export function jsonOf(outputs: NodeOutputs, output = 0): JsonObject[] {
  return (outputs[output] ?? []).map((item) => item.json)
}

/** The `json` a node makes of some, at its first output. */
export async function jsonAfter(
  definition: NodeDefinition,
  parameters: object,
  items: readonly object[],
  version?: number,
): Promise<JsonObject[]> {
  const situation = { parameters: parameters as JsonObject, items: items as JsonObject[], io: { log: () => {} } }
  return jsonOf(await callNode(definition, version === undefined ? situation : { ...situation, version }))
}

function asItem(item: Item | JsonObject): Item {
  return isItem(item) ? item : { json: item }
}

function isItem(item: Item | JsonObject): item is Item {
  return typeof item['json'] === 'object' && item['json'] !== null
}

function resolveDeep(value: unknown, evaluate: (text: string) => unknown): unknown {
  if (typeof value === 'string') return value.startsWith('=') ? evaluate(value) : value
  if (Array.isArray(value)) return value.map((entry: unknown) => resolveDeep(entry, evaluate))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolveDeep(entry as JsonValue, evaluate)]))
}
