import type { FieldPath } from '../expression/path-text.ts'

/** Items as tables and schemas. Items come from anywhere, so any value may stand anywhere. */
export type Json = Record<string, unknown>
export type SchemaField = {
  readonly path: string
  /** The way to the first such value. */
  readonly steps: FieldPath
  readonly name: string
  readonly depth: number
  readonly type: string
  readonly sample: string
}

const columnsMax = 40
const fieldsMax = 300
const sampleItems = 50
const depthMax = 8

export const jsonOf = (item: unknown): Json => {
  const json = typeof item === 'object' && item !== null ? (item as { json?: unknown }).json : undefined
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : {}
}

/** Columns of a table: every key that an item has, in order of first appearance. */
export function columnsOf(items: readonly unknown[]): readonly string[] {
  const columns = new Set<string>()
  for (const item of items) for (const key of Object.keys(jsonOf(item))) columns.add(key)
  return [...columns].slice(0, columnsMax)
}

export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return 'date'
  return typeof value === 'object' ? 'object' : typeof value
}

/** One line for a cell; what is long or nested is cut. */
export function cell(value: unknown, charsMax = 120): string {
  if (value === undefined) return ''
  const line = typeof value === 'string' ? value : JSON.stringify(value)
  return line.length > charsMax ? `${line.slice(0, charsMax)}…` : line
}

/** The fields of the items taken together, nested ones indented, each with its type and the first value seen. */
export function schemaOf(items: readonly unknown[]): readonly SchemaField[] {
  const fields: SchemaField[] = []
  walk(items.slice(0, sampleItems).map(jsonOf), [], fields)
  return fields
}

function walk(objects: readonly Json[], before: FieldPath, fields: SchemaField[]): void {
  const keys = new Set(objects.flatMap((one) => Object.keys(one)))
  const names = before.filter((step) => typeof step === 'string')
  for (const name of keys) {
    if (fields.length >= fieldsMax) return
    const values = objects.map((one) => one[name]).filter((value) => value !== undefined)
    const known = values.filter((value) => value !== null)
    const first = known[0] ?? values[0]
    const types = [...new Set((known.length > 0 ? known : values).map(typeOf))]
    const steps = [...before, name]
    const path = [...names, name].join('.')
    fields.push({ path, steps, name, depth: names.length, type: types.join(' | '), sample: sampleOf(first) })
    if (names.length >= depthMax) continue
    const inner = known.flatMap((value) => (Array.isArray(value) ? value.slice(0, sampleItems) : [value])).filter(isObject)
    if (inner.length > 0) walk(inner, Array.isArray(first) ? [...steps, 0] : steps, fields)
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function sampleOf(value: unknown): string {
  if (Array.isArray(value)) return `${value.length}`
  return isObject(value) ? '' : cell(value, 60)
}

export type BinaryFact = {
  readonly item: number
  readonly name: string
  readonly fileName: string
  readonly mimeType: string
  readonly bytes: number | undefined
  /** The bytes as base64, where they travel with the item. */
  readonly data: string | undefined
  /** Where they are stored otherwise. */
  readonly id: string | undefined
}

/** Files that travel with an item. */
export function binariesOf(item: unknown, index = 0): readonly BinaryFact[] {
  const binary = typeof item === 'object' && item !== null ? (item as { binary?: unknown }).binary : undefined
  if (!isObject(binary)) return []
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return Object.entries(binary).flatMap(([name, value]) => {
    if (!isObject(value)) return []
    return [
      {
        item: index,
        name,
        fileName: text(value['fileName']) ?? name,
        mimeType: text(value['mimeType']) ?? 'application/octet-stream',
        bytes: typeof value['bytes'] === 'number' ? value['bytes'] : undefined,
        data: text(value['data']),
        id: text(value['id']),
      },
    ]
  })
}

/** The items in whose data a text stands, each with its place; all of them for an empty text. */
export function foundItems(
  items: readonly unknown[],
  search: string,
): readonly { readonly index: number; readonly json: Json }[] {
  const wanted = search.toLowerCase()
  const all = items.map((item, index) => ({ index, json: jsonOf(item) }))
  return wanted === '' ? all : all.filter(({ json }) => textOf(json).includes(wanted))
}

const texts = new WeakMap<object, string>()

/** Written out once for each item, when somebody searches. */
function textOf(json: Json): string {
  const known = texts.get(json)
  if (known !== undefined) return known
  const text = JSON.stringify(json).toLowerCase()
  texts.set(json, text)
  return text
}
