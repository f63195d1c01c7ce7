import type { Execution } from '@steward/contract/api/execution'
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'
import { withNode } from './rename.ts'

/** Why what a node gave in an execution says less about the workflow as it is drawn now; a key of the catalogue `values`. */
export type StaleReason =
  | 'stale_parameters'
  | 'stale_connection'
  | 'stale_settings'
  | 'stale_type'
  | 'stale_edges'
  | 'stale_pins'
  | 'stale_before'

export type Stale = {
  readonly reason: StaleReason
  /** For `stale_before`: the name of the earlier node that has changed. */
  readonly node?: string
}

type Compared = Pick<Execution, 'document' | 'nodes'>

/** The executed nodes whose items no longer follow from the document: changed themselves, or after one that is. */
export function staleNodes(document: WorkflowDocument, execution: Compared): ReadonlyMap<string, Stale> {
  const executed = new Set(execution.nodes.map(({ nodeId }) => nodeId))
  const old = withNamesOf(document, execution.document)
  const before = new Map(old.nodes.map((node) => [node.id, node]))
  const stale = new Map<string, Stale>()
  for (const node of document.nodes) {
    const reason = reasonOf(node, before.get(node.id), { document, old })
    if (reason !== undefined && executed.has(node.id)) stale.set(node.id, { reason })
  }
  spread(document, executed, stale)
  return stale
}

type Both = { readonly document: WorkflowDocument; readonly old: WorkflowDocument }

function reasonOf(now: WorkflowNode, then: WorkflowNode | undefined, both: Both): StaleReason | undefined {
  if (then === undefined || now.type !== then.type || now.version !== then.version) return 'stale_type'
  if (!isSame(now.parameters, then.parameters)) return 'stale_parameters'
  if (!isSame(now.connections, then.connections)) return 'stale_connection'
  if (!isSame(behaviour(now), behaviour(then))) return 'stale_settings'
  if (!isSame(both.document.pins?.[now.name], both.old.pins?.[then.name])) return 'stale_pins'
  if (!isSame(edgesInto(both.document, now.id), edgesInto(both.old, now.id))) return 'stale_edges'
  return undefined
}

/** The old document with the names that its nodes have now: expressions and pins follow a new name, and nothing else changes. */
function withNamesOf(document: WorkflowDocument, old: WorkflowDocument): WorkflowDocument {
  const names = new Map(document.nodes.map((node) => [node.id, node.name]))
  let renamed = old
  for (const { id, name } of old.nodes) {
    const node = renamed.nodes.find((one) => one.id === id)
    const next = names.get(id)
    if (node !== undefined && next !== undefined && next !== name) renamed = withNode(renamed, { ...node, name: next })
  }
  return renamed
}

/** Notes change nothing of what a node gives. */
function behaviour({ settings }: WorkflowNode) {
  const { notes: _notes, notesInFlow: _shown, ...rest } = settings
  return rest
}

const edgesInto = ({ edges }: WorkflowDocument, nodeId: string) =>
  edges
    .filter((edge) => edge.to.node === nodeId)
    .map(({ from, to, kind }) => `${from.node} ${from.output} ${to.input} ${kind}`)
    .toSorted()

/** What follows from a stale node is stale as well, and names the first one that has changed. */
function spread(document: WorkflowDocument, executed: ReadonlySet<string>, stale: Map<string, Stale>): void {
  const outOf = new Map<string, WorkflowEdge[]>()
  for (const edge of document.edges) outOf.set(edge.from.node, [...(outOf.get(edge.from.node) ?? []), edge])
  const names = new Map(document.nodes.map((node) => [node.id, node.name]))
  const open = [...stale.keys()].map((id) => ({ id, origin: names.get(id) ?? '' }))
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    for (const { to } of outOf.get(one.id) ?? []) {
      if (stale.has(to.node) || !executed.has(to.node)) continue
      stale.set(to.node, { reason: 'stale_before', node: one.origin })
      open.push({ id: to.node, origin: one.origin })
    }
  }
}

/** By value, whatever the order of fields; documents are JSON. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
  )
}
