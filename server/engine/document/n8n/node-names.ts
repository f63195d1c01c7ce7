import type { WorkflowNode } from '@steward/contract/workflow'
import type { NodeCatalog } from '#engine/core'

export type Naming = {
  /** New names, in the order of the nodes. */
  readonly names: string[]
  /** Old name → new name, where references have to follow. */
  readonly renamed: ReadonlyMap<string, string>
  readonly notices: string[]
  /** Finds the node that a name in connections, pins and expressions means. */
  readonly byOldName: (nodes: readonly WorkflowNode[]) => ReadonlyMap<string, WorkflowNode>
}

const nameCharsMax = 255

/**
 * Makes node names unique and usable. Of several nodes with one name n8n knows
 * only the last, so that one keeps the name and with it all that refers to it;
 * the others, which nothing could reach, are numbered.
 */
export function nameNodes(rawNodes: readonly Record<string, unknown>[], catalog: NodeCatalog): Naming {
  const wished = rawNodes.map((raw) => wishOf(raw, catalog))
  const owner = new Map<string, number>()
  // A name that a node was given beats one that is only made up for a node without.
  for (const [index, wish] of wished.entries()) if (wish.old === undefined) owner.set(wish.name, index)
  for (const [index, wish] of wished.entries()) if (wish.old !== undefined) owner.set(wish.name, index)
  const names: string[] = []
  const taken = new Set(owner.keys())
  const last = new Map<string, number>()
  const notices: string[] = []
  const renamed = new Map<string, string>()
  for (const [index, wish] of wished.entries()) {
    const name = owner.get(wish.name) === index ? wish.name : numbered(wish.name, taken, last)
    taken.add(name)
    names.push(name)
    if (name !== wish.name) notices.push(`Several nodes are called "${short(wish.name)}"; one of them is now "${short(name)}".`)
    else if (wish.old !== undefined && wish.old !== name) {
      renamed.set(wish.old, name)
      notices.push(`The node name "${short(wish.old)}" cannot be kept; the node is now "${short(name)}".`)
    }
  }
  const byOldName = (nodes: readonly WorkflowNode[]) =>
    new Map(wished.flatMap((wish, index) => (nodes[index] === undefined ? [] : [[wish.old ?? wish.name, nodes[index]] as const])))
  return { names, renamed, notices, byOldName }
}

function wishOf(raw: Record<string, unknown>, catalog: NodeCatalog): { readonly old: string | undefined; readonly name: string } {
  const old = typeof raw['name'] === 'string' ? raw['name'] : typeof raw['name'] === 'number' ? String(raw['name']) : undefined
  if (old !== undefined && old.trim() !== '' && old !== '__proto__') return { old, name: old.slice(0, nameCharsMax) }
  const type = typeof raw['type'] === 'string' ? raw['type'] : ''
  const title = (catalog.fromN8n(type)?.title ?? type.split('.').at(-1)?.slice(0, nameCharsMax)) || 'Node'
  return { old, name: title }
}

/** `last` remembers where the numbers of a name have got to; without it thousands of equal names would take minutes. */
function numbered(name: string, taken: ReadonlySet<string>, last: Map<string, number>): string {
  const base = name.slice(0, nameCharsMax - 8)
  for (let number = (last.get(base) ?? 0) + 1; ; number++) {
    const candidate = `${base} ${number}`
    if (taken.has(candidate)) continue
    last.set(base, number)
    return candidate
  }
}

function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name
}
