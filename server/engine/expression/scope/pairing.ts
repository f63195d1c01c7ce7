import type { Item } from '@steward/contract/item'
import { ExpressionError } from '../error.ts'
import type { RunView, SourceRef } from '../view.ts'
import { getExecutedNode } from './node-data.ts'

/** One item, by the place where it came out. */
type Place = { readonly source: SourceRef; readonly item: number }

/**
 * The item of node `target` from which the item at `itemIndex` was made, found by
 * walking the pairing back from node to node. An item may stem from several; that
 * is fine as long as all ways lead to one item of the target.
 */
export function pairedItem(view: RunView, target: string, itemIndex: number): Item {
  getExecutedNode(view, target)
  const found = new Map<string, Item>()
  let lost: ExpressionError | undefined
  const seen = new Set<string>()
  const open: Place[] = []
  if (view.sources[0]) open.push({ source: view.sources[0], item: itemIndex })
  while (open.length > 0) {
    const place = open.pop() as Place
    const key = keyOf(place)
    if (seen.has(key)) continue
    seen.add(key)
    const item = itemAt(view, place)
    if (place.source.node === target) {
      if (item !== undefined) found.set(key, item)
      else lost ??= missing(place, target)
      continue
    }
    const before = item === undefined ? missing(place, target) : placesBefore(view, place, item, target)
    if (before instanceof ExpressionError) lost ??= before
    else open.push(...before)
  }
  return theOnly([...found.values()], target, lost, itemIndex)
}

function theOnly(found: readonly Item[], target: string, lost: ExpressionError | undefined, itemIndex: number): Item {
  const [first] = found
  if (first === undefined) throw lost ?? noPath(target, itemIndex)
  if (found.length > 1) {
    throw new ExpressionError(
      `Multiple items of node "${target}" match this item, so $('${target}').item does not know which one to use`,
      {
        description: `Use $('${target}').first(), .last() or .all()[index] instead.`,
        itemIndex,
        missing: { reason: 'which_item', node: target },
      },
    )
  }
  return first
}

function keyOf({ source, item }: Place): string {
  return `${source.run}:${source.output}:${item}:${source.node}`
}

function itemAt(view: RunView, { source, item }: Place): Item | undefined {
  return view.node(source.node)?.runs[source.run]?.outputs[source.output]?.[item]
}

/** Where the item at this place was made from. */
function placesBefore(view: RunView, place: Place, item: Item, target: string): Place[] | ExpressionError {
  const runs = view.node(place.source.node)?.runs ?? []
  const sources = runs[place.source.run]?.sources ?? []
  if (sources.every((source) => source === null)) return []
  const { pairedItem } = item
  if (pairedItem === undefined) return missing(place, target)
  const list = Array.isArray(pairedItem) ? pairedItem : [pairedItem]
  return list.flatMap((pair): Place[] => {
    const { item, input = 0, run = place.source.run } = typeof pair === 'number' ? { item: pair } : pair
    const source = runs[run]?.sources[input]
    return source === null || source === undefined ? [] : [{ source, item }]
  })
}

function missing({ source, item }: Place, target: string): ExpressionError {
  return new ExpressionError(
    `Cannot tell which item of "${target}" belongs to this one: node "${source.node}" did not say what its item ${item} was made from`,
    {
      description: `Use $('${target}').first(), .last() or .all()[index] instead of .item, or let the node "${source.node}" set pairedItem.`,
      missing: { reason: 'which_item', node: source.node },
    },
  )
}

function noPath(target: string, itemIndex: number): ExpressionError {
  return new ExpressionError(`No path back to node "${target}": the item here was not made from one of its items`, {
    description: `Connect "${target}" before this node, or use $('${target}').first() instead of .item.`,
    itemIndex,
    missing: { reason: 'no_path', node: target },
  })
}
