import { freeName } from '@steward/contract/change'
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'
import { withNode } from './rename.ts'

/** Nodes that are copied, with what lies between them. */
export type Fragment = Pick<WorkflowDocument, 'nodes' | 'edges' | 'groups' | 'pins'>

/** The nodes with the edges among them, groups that are whole, and their pins. */
export function fragmentOf(document: WorkflowDocument, ids: ReadonlySet<string>): Fragment {
  const nodes = document.nodes.filter(({ id }) => ids.has(id))
  const groups = (document.groups ?? []).filter((group) => group.nodes.every((id) => ids.has(id)))
  const names = new Set(nodes.map(({ name }) => name))
  const pins = Object.entries(document.pins ?? {}).filter(([name]) => names.has(name))
  return {
    nodes,
    edges: document.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node)),
    ...(groups.length === 0 ? {} : { groups }),
    ...(pins.length === 0 ? {} : { pins: Object.fromEntries(pins) }),
  }
}

type Makers = { readonly taken: ReadonlySet<string>; readonly makeId?: () => string }

/** The same again, for a document that may hold the original: ids of its own, free names, and expressions that follow them. */
export function freshFragment(fragment: Fragment, { taken, makeId = () => crypto.randomUUID() }: Makers): Fragment {
  const named = withFreeNames(fragment, taken)
  const ids = new Map(named.nodes.map(({ id }) => [id, makeId()]))
  const idOf = (id: string) => ids.get(id) ?? id
  return {
    nodes: named.nodes.map((node) => withOwnAddress({ ...node, id: idOf(node.id) }, makeId)),
    edges: named.edges
      .filter(({ from, to }) => ids.has(from.node) && ids.has(to.node))
      .map((edge): WorkflowEdge => ({
        ...edge,
        from: { ...edge.from, node: idOf(edge.from.node) },
        to: { ...edge.to, node: idOf(edge.to.node) },
      })),
    ...(named.groups === undefined
      ? {}
      : { groups: named.groups.map((group) => ({ ...group, id: makeId(), nodes: group.nodes.map(idOf) })) }),
    ...(named.pins === undefined ? {} : { pins: named.pins }),
  }
}

function withFreeNames(fragment: Fragment, taken: ReadonlySet<string>): Fragment {
  const used = new Set(taken)
  const names = fragment.nodes.map(({ id, name }) => {
    const free = freeName(name, used)
    used.add(free)
    return { id, name: free }
  })
  const document: WorkflowDocument = { steward: 1, name: '-', settings: { executionOrder: 'v1' }, ...fragment }
  const nameAll = (before: WorkflowDocument, nameOf: (id: string, name: string) => string) =>
    names.reduce((all, { id, name }) => {
      const node = all.nodes.find((one) => one.id === id)
      return node === undefined ? all : withNode(all, { ...node, name: nameOf(id, name) })
    }, before)
  const changed = names.filter(({ id, name }) => fragment.nodes.find((node) => node.id === id)?.name !== name)
  if (changed.length === 0) return fragment
  // By way of names that nobody has, or what is called A1 now would follow what is called A1 afterwards.
  return nameAll(
    nameAll(document, (id) => `steward ${id}`),
    (_, name) => name,
  )
}

/** Two webhooks cannot listen at one address; a path that a person chose is left to them. */
function withOwnAddress(node: WorkflowNode, makeId: () => string): WorkflowNode {
  if (node.webhookId === undefined) return node
  const webhookId = makeId()
  const hasMadePath = node.parameters['path'] === node.webhookId
  return { ...node, webhookId, ...(hasMadePath ? { parameters: { ...node.parameters, path: webhookId } } : {}) }
}

/** Moved so that its upper left corner lies there. */
export function fragmentAt(fragment: Fragment, [x, y]: readonly [number, number]): Fragment {
  const left = Math.min(...fragment.nodes.map(({ position }) => position[0]))
  const top = Math.min(...fragment.nodes.map(({ position }) => position[1]))
  return {
    ...fragment,
    nodes: fragment.nodes.map((node) => ({ ...node, position: [node.position[0] - left + x, node.position[1] - top + y] })),
  }
}
