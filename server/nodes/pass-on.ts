import type { Item } from '@steward/sdk/node'

/** The item as it came, paired to where it stood in the input. */
export function passOn(item: Item, index: number, input?: number): Item {
  const pairedItem = input === undefined ? { item: index } : { item: index, input }
  return item.binary === undefined ? { json: item.json, pairedItem } : { json: item.json, binary: item.binary, pairedItem }
}
