import { edgeKey } from '@steward/contract/change'
import type { WorkflowDocument, WorkflowEdge } from '@steward/contract/workflow'
import type { Command } from './command.ts'

/** Takes nodes away, and joins what stood before and after them where there is only one way to do it. */
export function removeNodes(ids: ReadonlySet<string>): Command {
  return {
    name: 'removeNodes',
    values: { count: ids.size },
    apply: (document) => {
      const edges = [...ids].reduce(bridged, document.edges)
      return {
        ...document,
        nodes: document.nodes.filter(({ id }) => !ids.has(id)),
        edges,
        ...pinsWithout(document, ids),
      }
    },
  }
}

/** One after the other, so that a chain that goes is bridged as a whole. */
function bridged(edges: WorkflowDocument['edges'], id: string): WorkflowDocument['edges'] {
  const into = edges.filter((edge) => edge.to.node === id)
  const out = edges.filter((edge) => edge.from.node === id)
  const others = edges.filter((edge) => edge.to.node !== id && edge.from.node !== id)
  const [before] = into
  const [first] = out
  const isOneWay =
    before !== undefined &&
    first !== undefined &&
    into.length === 1 &&
    out.every((edge) => edge.from.output === first.from.output)
  if (!isOneWay || [...into, ...out].some(({ kind }) => kind !== 'main')) return others
  const known = new Set(others.map(edgeKey))
  const joined = out.map((edge): WorkflowEdge => ({ from: before.from, to: edge.to, kind: 'main' }))
  return [...others, ...joined.filter((edge) => edge.from.node !== edge.to.node && !known.has(edgeKey(edge)))]
}

function pinsWithout({ nodes, pins }: WorkflowDocument, ids: ReadonlySet<string>) {
  if (pins === undefined) return {}
  const gone = new Set(nodes.filter(({ id }) => ids.has(id)).map(({ name }) => name))
  return { pins: Object.fromEntries(Object.entries(pins).filter(([name]) => !gone.has(name))) }
}
