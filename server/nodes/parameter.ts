import { toText } from '#engine/data'
import { NodeError, type ParameterReader } from '@steward/sdk/node'

/** A parameter as text; whatever an expression made is written out. */
export function text(reader: ParameterReader, path: string, itemIndex: number, fallback = ''): string {
  const value = reader.param<unknown>(path, itemIndex, fallback)
  if (typeof value === 'string') return value
  return value === null || value === undefined ? fallback : toText(value)
}

/** A switch; an expression may also answer with the text `true`. */
export function flag(reader: ParameterReader, path: string, itemIndex: number, fallback = false): boolean {
  const value = reader.param<unknown>(path, itemIndex, fallback)
  return value === true || value === 'true' || (value === undefined && fallback)
}

/** A number, or a text that is one. */
export function number(reader: ParameterReader, path: string, itemIndex: number, fallback: number): number {
  const value = reader.param<unknown>(path, itemIndex, fallback)
  if (value === undefined || value === null || value === '') return fallback
  const result = Number(value)
  if (Number.isNaN(result))
    throw new NodeError(`"${path}" must be a number but is ${toText(value)}.`, { itemIndex, parameter: path, retryable: false })
  return result
}
