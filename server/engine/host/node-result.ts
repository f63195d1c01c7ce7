import type { Item, JsonObject } from '@steward/contract/item'
import type { NodeResult, NodeWait } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import { toPlain } from '#engine/expression'

export const isWait = (result: NodeResult): result is NodeWait => !Array.isArray(result)

/** What a node returned as plain JSON, an output for each that it has. */
export function plainOutputs(node: PlanNode, outputs: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  const plain: (readonly Item[])[] = []
  const count = Math.max(outputs.length, node.outputCount)
  for (let output = 0; output < count; output++) plain.push(plainItems(outputs[output] ?? []))
  return plain
}

function plainItems(items: readonly Item[]): readonly Item[] {
  let changed = false
  const plain = items.map((item) => {
    const json = toPlain(item.json) as JsonObject
    if (json === item.json) return item
    changed = true
    return { ...item, json }
  })
  return changed ? plain : items
}

/** Where a node goes on with errors, a first item that stands for one makes it a failed try. */
export function errorIn(result: readonly (readonly Item[])[]): unknown {
  const first = result[0]?.[0]
  return first?.error ?? first?.json['error']
}
