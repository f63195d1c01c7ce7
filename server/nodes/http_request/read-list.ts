import { parseRelaxed, toText } from '#engine/data'
import { type JsonObject, type JsonValue, NodeError, type ParameterReader } from '@steward/sdk/node'
import type { Field } from './request.ts'

/** The rows of a list of names and values; rows without a name are leftovers of the form. */
export function readRows(reader: ParameterReader, path: string, itemIndex: number): JsonObject[] {
  const rows = reader.param<unknown>(path, itemIndex, [])
  return (Array.isArray(rows) ? (rows as JsonObject[]) : []).filter(
    (row) => typeof row === 'object' && row !== null && toText(row['name'] ?? '') !== '',
  )
}

export function readFields(reader: ParameterReader, path: string, itemIndex: number): Field[] {
  return readRows(reader, path, itemIndex).map((row) => ({ name: toText(row['name']), value: row['value'] ?? '' }))
}

/** JSON that a person typed, or that an expression has already made a value of. */
export function readJson(reader: ParameterReader, path: string, itemIndex: number): JsonValue | undefined {
  const value = reader.param<unknown>(path, itemIndex)
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') return value as JsonValue
  try {
    return JSON.parse(value) as JsonValue
  } catch (error) {
    const relaxed = parseRelaxed(value)
    if (relaxed !== undefined) return relaxed as JsonValue
    throw new NodeError('JSON parameter needs to be valid JSON', {
      itemIndex,
      parameter: path,
      retryable: false,
      description: `"${path}" cannot be read: ${error instanceof Error ? error.message : ''}`,
    })
  }
}

export function readJsonFields(reader: ParameterReader, path: string, itemIndex: number): Field[] {
  const value = readJson(reader, path, itemIndex)
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new NodeError(`"${path}" must be a JSON object with names and values.`, { itemIndex, retryable: false })
  }
  return Object.entries(value).map(([name, value]) => ({ name, value }))
}

export function headersOf(fields: readonly Field[], lowercase: boolean): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, value }) => [lowercase ? name.toLowerCase() : name, toText(value ?? '').trim()]))
}
