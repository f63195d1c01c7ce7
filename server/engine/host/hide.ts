import type { Item, JsonValue } from '@steward/contract/item'
import { NodeError } from '@steward/sdk/node'

/** What a workflow reads as `$vars`, and which of the values are secret. */
export type Variables = { readonly values: Readonly<Record<string, string>>; readonly hidden: readonly string[] }

export const noVariables: Variables = { values: {}, hidden: [] }

const shown = '[secret]'
/** Shorter ones are in every other word, and would be told by what is missing. */
const shortest = 4

/** A text without the secret values in it, as they are and as they look in an address. */
export function hide(text: string, hidden: readonly string[]): string {
  let result = text
  for (const value of hidden) {
    if (value.length < shortest) continue
    for (const form of new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]))
      result = result.replaceAll(form, shown)
  }
  return result
}

/** The same for everything in a value. */
export function hideIn<T>(value: T, hidden: readonly string[]): T {
  return hidden.length === 0 ? value : (without(value as JsonValue, hidden) as T)
}

function without(value: JsonValue, hidden: readonly string[]): JsonValue {
  if (typeof value === 'string') return hide(value, hidden)
  if (Array.isArray(value)) return value.map((each) => without(each, hidden))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [hide(key, hidden), without(each, hidden)]))
}

/** Every text in a value, but for plain addresses, which are no secret. */
export function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return /^https?:\/\/[^@?]*$/.test(value) ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** What items tell of failures; their data is the workflow's own. */
export function hideInErrors(outputs: readonly (readonly Item[])[], hidden: readonly string[]): readonly (readonly Item[])[] {
  if (hidden.length === 0) return outputs
  return outputs.map((items) =>
    items.map((item) => (item.error === undefined ? item : { ...item, error: hideIn(item.error, hidden) })),
  )
}

/** What a node threw, as it may be stored: services like to repeat what they were asked. */
export function hideInError(thrown: unknown, hidden: readonly string[]): unknown {
  if (hidden.length === 0) return thrown
  if (!(thrown instanceof Error)) return typeof thrown === 'string' ? hide(thrown, hidden) : thrown
  thrown.message = hide(thrown.message, hidden)
  if (thrown instanceof NodeError) {
    const { description, details } = thrown
    const told = {
      description: description === undefined ? undefined : hide(description, hidden),
      details: hideIn(details, hidden),
    }
    Object.assign(thrown, told)
  }
  return thrown
}
