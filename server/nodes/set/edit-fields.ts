import { type BinaryValue, type Item, type JsonObject, mapItems, type NodeCall, NodeError } from '@steward/sdk/node'
import { convertValue, fieldTypes, type FieldType, readFieldList, setPath } from '#engine/data'
import { flag, number, text } from '../parameter.ts'
import { type FieldRule, pickFields } from './pick-fields.ts'
import { readRawJson } from './raw-json.ts'

type Assignment = { readonly name: string; readonly type: string; readonly value: unknown }

/** Versions 3 and above: fields one by one with a type each, or all of them as JSON. */
export async function editFields(call: NodeCall): Promise<Item[]> {
  const edited = await mapItems(call, (item, index) => editItem(call, item, index))
  const isTry = call.mode === 'manual' || call.mode === 'cli'
  if (!isTry || !flag(call, 'duplicateItem', 0)) return edited
  const copies = 1 + Math.max(0, number(call, 'duplicateCount', 0, 0))
  return edited.flatMap((item) => Array.from({ length: copies }, () => item))
}

function editItem(call: NodeCall, item: Item, index: number): Item {
  const dots = flag(call, 'options.dotNotation', index, true)
  const kept = pickFields(item.json, readFieldRule(call, index, dots))
  const raw = text(call, 'mode', index, 'manual') === 'raw'
  const assignments = raw ? fromObject(readRawJson(call, index)) : readAssignments(call, index)
  const binary: Record<string, BinaryValue> = keepsBinary(call, index) ? { ...item.binary } : {}
  let json = kept
  for (const assignment of assignments) {
    if (assignment.type === 'binary') binary[assignment.name] = readBinary(assignment, item, index)
    else json = setPath(json, dots ? assignment.name : [assignment.name], convert(call, assignment, index))
  }
  return { json, ...(Object.keys(binary).length === 0 ? {} : { binary }), pairedItem: { item: index } }
}

function readFieldRule(call: NodeCall, index: number, dots: boolean): FieldRule {
  const others = call.node.version < 3.3 || flag(call, 'includeOtherFields', index)
  const include = others ? (text(call, 'include', index, 'all') as FieldRule['include']) : 'none'
  const names = readFieldList(call.param(include === 'except' ? 'excludeFields' : 'includeFields', index, ''))
  return { include, names, dots }
}

/** Files stay when asked for; since version 3.4 they stay with the other fields unless told otherwise. */
function keepsBinary(call: NodeCall, index: number): boolean {
  if (call.node.version < 3.4) return flag(call, 'options.includeBinary', index)
  return flag(call, 'includeOtherFields', index) && !flag(call, 'options.stripBinary', index)
}

function fromObject(object: JsonObject): Assignment[] {
  return Object.entries(object).map(([name, value]) => ({ name, type: 'any', value }))
}

type StoredField = { readonly name?: string; readonly type?: string } & Readonly<Record<string, unknown>>

function readAssignments(call: NodeCall, index: number): Assignment[] {
  if (call.node.version >= 3.3) {
    const stored = call.param<readonly StoredField[] | undefined>('assignments.assignments', index) ?? []
    return stored.map(({ name = '', type = 'any', value }) => ({ name, type, value }))
  }
  const stored = call.param<readonly StoredField[] | undefined>('fields.values', index) ?? []
  return stored.map((field) => {
    const key = field.type ?? 'stringValue'
    return { name: field.name ?? '', type: key.replace(/Value$/, ''), value: key in field ? field[key] : unsetValues[key] }
  })
}

const unsetValues: Readonly<Record<string, unknown>> = {
  stringValue: '',
  numberValue: '',
  booleanValue: 'true',
  arrayValue: '',
  objectValue: {},
}

function convert(call: NodeCall, { name, type, value }: Assignment, itemIndex: number): unknown {
  const wanted = (fieldTypes as readonly string[]).includes(type) ? (type as FieldType) : 'any'
  const converted = convertValue(name, value, wanted, { parseStrings: true, timezone: call.workflow.timezone })
  if (converted.valid) return converted.value ?? null
  if (flag(call, 'options.ignoreConversionErrors', itemIndex)) return value
  throw new NodeError(`${converted.message} [item ${itemIndex}]`, {
    description: `Change the type of the field "${name}", or switch on "Ignore type conversion errors".`,
    itemIndex,
    retryable: false,
  })
}

function readBinary({ name, value }: Assignment, item: Item, itemIndex: number): BinaryValue {
  if (typeof value === 'object' && value !== null && 'mimeType' in value) return value as BinaryValue
  const file =
    typeof value === 'string' && item.binary !== undefined && Object.hasOwn(item.binary, value) ? item.binary[value] : undefined
  if (file === undefined)
    throw new NodeError(`The field "${name}" wants a file, but the item has none called "${String(value)}".`, {
      itemIndex,
      retryable: false,
    })
  return file
}
