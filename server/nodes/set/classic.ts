import { type Item, type JsonObject, mapItems, type NodeCall } from '@steward/sdk/node'
import { setPath } from '#engine/data'
import { flag } from '../parameter.ts'

type Value = { readonly name?: string; readonly value?: unknown }

// Within one item booleans are set first and texts last, which decides who wins a name that comes twice.
const groups = [
  { name: 'boolean', fallback: false },
  { name: 'number', fallback: 0 },
  { name: 'string', fallback: '' },
] as const

/** Versions 1 and 2: `values.{string,number,boolean}[]`, `keepOnlySet`. */
export function setValues(call: NodeCall): Promise<Item[]> {
  return mapItems(call, (item, index): Item => {
    const keepOnlySet = flag(call, 'keepOnlySet', index)
    const dots = flag(call, 'options.dotNotation', index, true)
    let json: JsonObject = keepOnlySet ? {} : item.json
    for (const { name: group, fallback } of groups) {
      const values = call.param<readonly Value[] | undefined>(`values.${group}`, index) ?? []
      for (const { name = 'propertyName', value = fallback } of values) {
        json = setPath(json, dots ? name : [name], group === 'number' && call.node.version >= 2 ? toNumber(value) : value)
      }
    }
    return { json, ...(keepOnlySet || item.binary === undefined ? {} : { binary: item.binary }), pairedItem: { item: index } }
  })
}

/** A text that is a number becomes one; anything else stays as it is. */
function toNumber(value: unknown): unknown {
  return typeof value === 'string' && !Number.isNaN(Number(value)) ? Number(value) : value
}
