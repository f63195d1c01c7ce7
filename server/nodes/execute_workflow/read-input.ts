import { type Item, type JsonObject, type JsonValue, type NodeCall, NodeError } from '@steward/sdk/node'
import { convertValue, fieldTypes, type FieldType } from '#engine/data'

type Column = { readonly id: string; readonly type?: string; readonly removed?: boolean; readonly required?: boolean }

type Mapping = {
  readonly mappingMode?: string
  readonly value?: JsonObject | null
  readonly schema?: readonly Column[]
  readonly attemptToConvertTypes?: boolean
  readonly convertFieldsToString?: boolean
}

/** What the called workflow is given for an item: the item itself, or the fields mapped for it. */
export function readInput(call: NodeCall, item: Item, itemIndex: number): JsonObject {
  if (call.node.version < 1.2) return item.json
  const mapping = call.param<Mapping | undefined>('workflowInputs', itemIndex) ?? {}
  const columns = (mapping.schema ?? []).filter(({ removed }) => removed !== true)
  if (mapping.mappingMode === 'autoMapInputData' || columns.length === 0) return item.json
  return Object.fromEntries(columns.map((column) => [column.id, convert(mapping, column, itemIndex)]))
}

function convert(mapping: Mapping, { id, type, required }: Column, itemIndex: number): JsonValue {
  const value = mapping.value?.[id] ?? null
  if (value === null && required === true)
    throw new NodeError(`The field "${id}" of the called workflow needs a value.`, { itemIndex, retryable: false })
  const wanted = (fieldTypes as readonly string[]).includes(type ?? '') ? (type as FieldType) : 'any'
  const converted = convertValue(id, value, wanted, {
    strict: mapping.attemptToConvertTypes !== true,
    parseStrings: mapping.convertFieldsToString === true,
  })
  if (converted.valid) return converted.value as JsonValue
  throw new NodeError(converted.message, {
    description: 'Change the value, or switch on the conversion of types.',
    itemIndex,
    retryable: false,
  })
}
