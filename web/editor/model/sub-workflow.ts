import type { NodeKind } from '@steward/contract/api/workflow'
import { stickyNoteType, type WorkflowDocument, type WorkflowEdge, type WorkflowNode } from '@steward/contract/workflow'
import { fragmentOf } from './fragment.ts'

/** Why no workflow can be made of some nodes; the names are those of `locale/en/canvas.ts` after `sub_`. */
export type Obstacle = {
  readonly why: 'nothing' | 'trigger' | 'apart' | 'entries' | 'exits' | 'helpers' | 'refersOut' | 'refersIn'
  readonly nodes: readonly string[]
}

export type Taken = {
  readonly nodes: readonly WorkflowNode[]
  /** Edges that end in it and that begin in it. */
  readonly into: readonly WorkflowEdge[]
  readonly out: readonly WorkflowEdge[]
}

type Kinds = ReadonlyMap<string, NodeKind>

/** What would be taken out, or everything that stands in the way of it. */
export function takeOut(document: WorkflowDocument, ids: ReadonlySet<string>, kinds: Kinds): Taken | readonly Obstacle[] {
  const nodes = document.nodes.filter(({ id }) => ids.has(id))
  const into = document.edges.filter(({ from, to }) => !ids.has(from.node) && ids.has(to.node))
  const out = document.edges.filter(({ from, to }) => ids.has(from.node) && !ids.has(to.node))
  const obstacles = obstaclesOf(document, { nodes, into, out }, kinds)
  return obstacles.length > 0 ? obstacles : { nodes, into, out }
}

function obstaclesOf(document: WorkflowDocument, { nodes, into, out }: Taken, kinds: Kinds): Obstacle[] {
  const drawn = nodes.filter(({ type }) => type !== stickyNoteType)
  const names = new Map(document.nodes.map(({ id, name }) => [id, name]))
  const outside = document.nodes.filter((node) => !nodes.includes(node))
  const nameAll = (ids: Iterable<string>) => [...new Set(ids)].map((id) => names.get(id) ?? '')
  const ofKind = (why: Obstacle['why'], found: readonly string[]): Obstacle[] =>
    found.length === 0 ? [] : [{ why, nodes: found }]
  if (drawn.length === 0) return [{ why: 'nothing', nodes: [] }]
  const entries = new Set(into.map(({ to }) => `${to.node} ${to.input}`))
  const exits = new Set(out.map(({ from }) => `${from.node} ${from.output}`))
  const cut = [...into, ...out].filter(({ kind }) => kind !== 'main')
  return [
    ...ofKind(
      'trigger',
      drawn.filter(({ type }) => kinds.get(type)?.trigger != null).map(({ name }) => name),
    ),
    ...ofKind('helpers', nameAll(cut.map(({ from }) => from.node))),
    ...(entries.size > 1 ? ofKind('entries', nameAll(into.map(({ to }) => to.node))) : []),
    ...(exits.size > 1 ? ofKind('exits', nameAll(out.map(({ from }) => from.node))) : []),
    ...(isOnePiece(drawn, document.edges) ? [] : [{ why: 'apart' as const, nodes: [] }]),
    ...ofKind('refersOut', referring(drawn, outside)),
    ...ofKind('refersIn', referring(outside, drawn)),
  ]
}

/** Names of the nodes whose expressions or code name one of the others. */
function referring(nodes: readonly WorkflowNode[], others: readonly WorkflowNode[]): string[] {
  return nodes
    .filter(({ parameters }) => {
      const text = JSON.stringify(parameters)
      if (!text.includes('$')) return false
      return others.some(({ name }) => {
        const quoted = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
        return new RegExp(`\\$(?:node|items)?\\s*[[(.]\\s*\\\\?['"\`]?${quoted}(?![\\w ])`).test(text)
      })
    })
    .map(({ name }) => name)
}

function isOnePiece(nodes: readonly WorkflowNode[], edges: readonly WorkflowEdge[]): boolean {
  const ids = new Set(nodes.map(({ id }) => id))
  const reached = new Set<string>()
  const waiting = nodes.slice(0, 1).map(({ id }) => id)
  while (waiting.length > 0) {
    const id = waiting.pop()!
    if (reached.has(id)) continue
    reached.add(id)
    for (const { from, to } of edges) {
      if (from.node === id && ids.has(to.node)) waiting.push(to.node)
      if (to.node === id && ids.has(from.node)) waiting.push(from.node)
    }
  }
  return reached.size === ids.size
}

type Making = { readonly name: string; readonly kind: NodeKind; readonly makeId: () => string }

/** The workflow that the nodes become: called by another one, it goes through them. */
export function subDocument(document: WorkflowDocument, taken: Taken, { name, kind, makeId }: Making): WorkflowDocument {
  const fragment = fragmentOf(document, new Set(taken.nodes.map(({ id }) => id)))
  const left = Math.min(...fragment.nodes.map(({ position }) => position[0]))
  const first = fragment.nodes.toSorted((a, b) => a.position[0] - b.position[0])[0]
  const start: WorkflowNode = {
    id: makeId(),
    name: kind.title,
    type: kind.type,
    version: kind.versions.at(-1) ?? 1,
    position: [left - 260, first?.position[1] ?? 0],
    parameters: { inputSource: 'passthrough' },
    settings: {},
  }
  const reached = new Set(fragment.edges.map(({ to }) => to.node))
  const [entry] = taken.into
  const to = entry?.to ?? {
    node: fragment.nodes.find(({ id, type }) => !reached.has(id) && type !== stickyNoteType)?.id ?? '',
    input: 0,
  }
  return {
    steward: 1,
    name,
    settings: document.settings,
    ...fragment,
    nodes: [start, ...fragment.nodes],
    edges: [{ from: { node: start.id, output: 0 }, to, kind: 'main' }, ...fragment.edges],
  }
}
