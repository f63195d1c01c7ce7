import type { Item, Pairing } from '@steward/contract/item'
import type { RunView, SourceRef } from '#engine/expression'

type At = { readonly ref: SourceRef; readonly item: number }

/**
 * The item of an earlier node from which an item of this node was made: follows
 * the pairing of items back along the edges. A text says why there is none.
 */
export function pairedItem(view: RunView, name: string, itemIndex: number): Item | string {
  const target = view.node(name)
  if (target === undefined) return `There is no node named "${name}" in this workflow.`
  if (target.runs.length === 0) return `The node "${name}" has not been executed, so it has no items yet.`
  const found = new Map<Item, true>()
  for (const source of view.sources) {
    if (source !== null) collect(view, { ref: source, item: itemIndex }, name, { found, seen: new Set() })
  }
  const items = [...found.keys()]
  if (items[0] === undefined) {
    return `It is not known which item of "${name}" belongs to item ${itemIndex}. Use $("${name}").first(), .last() or .all() instead.`
  }
  return items.length === 1
    ? items[0]
    : `Several items of "${name}" belong to item ${itemIndex}. Use $("${name}").first(), .last() or .all() instead.`
}

type Walk = { readonly found: Map<Item, true>; readonly seen: Set<string> }

function collect(view: RunView, at: At, name: string, walk: Walk): void {
  const key = `${at.ref.node}/${at.ref.run}/${at.ref.output}/${at.item}`
  if (walk.seen.has(key)) return
  walk.seen.add(key)
  const run = view.node(at.ref.node)?.runs[at.ref.run]
  const item = run?.outputs[at.ref.output]?.[at.item]
  if (run === undefined || item === undefined) return
  if (at.ref.node === name) {
    walk.found.set(item, true)
    return
  }
  for (const pair of pairs(item)) {
    const source = run.sources[pair.input ?? 0]
    if (source !== undefined && source !== null) collect(view, { ref: source, item: pair.item }, name, walk)
  }
}

function pairs(item: Item): readonly Pairing[] {
  if (item.pairedItem === undefined) return []
  const all = Array.isArray(item.pairedItem)
    ? (item.pairedItem as readonly (Pairing | number)[])
    : [item.pairedItem as Pairing | number]
  return all.map((one) => (typeof one === 'number' ? { item: one } : one))
}
