import type { JsonObject, JsonValue } from '@steward/contract/item'
import { toPlain } from '#engine/expression'
import type { ParameterSource } from './effect-request.ts'

const secretName =
  /auth|cookie|token|secret|passw|credential|session|signature|private|api-?_?key|access-?_?key|(^|[-_])key$|^key$|pin$|cvv|cvc/i
const hidden = '[hidden]'
const textMax = 500
const entriesMax = 20
const nestingMax = 8
/** Of the whole summary, as JSON. */
const charsMax = 8_000

/**
 * What an effect in doubt asked for, for the person who must decide: the
 * parameters of its first item, what looks like a secret left out, cut short.
 */
export function summariseRequest(call: ParameterSource): JsonValue {
  let parameters: JsonValue
  try {
    parameters = toPlain(call.resolved(0)) as JsonValue
  } catch {
    parameters = call.node.parameters
  }
  const summary = { type: call.node.type, items: call.items.length, parameters: shorten(parameters, 0) }
  if (JSON.stringify(summary).length <= charsMax) return summary
  return { ...summary, parameters: Object.keys(call.node.parameters).slice(0, entriesMax).join(', ') }
}

function shorten(value: JsonValue | undefined, depth: number): JsonValue {
  if (typeof value === 'string') return shortenText(value, depth)
  if (typeof value !== 'object' || value === null) return value ?? null
  if (depth >= nestingMax) return '…'
  if (Array.isArray(value)) {
    const kept = value.slice(0, entriesMax).map((each) => shorten(each, depth + 1))
    return value.length > entriesMax ? [...kept, `… ${value.length - entriesMax} more`] : kept
  }
  return shortenFields(value, depth)
}

function shortenFields(fields: JsonObject, depth: number): JsonObject {
  const entries = Object.entries(fields)
  // A header or field as nodes list them: `{name: 'Authorization', value: 'Bearer …'}`.
  const named = fields['name'] ?? fields['key']
  const isSecretPair = typeof named === 'string' && secretName.test(named)
  const kept = entries.slice(0, entriesMax).map(([name, value]): [string, JsonValue] => {
    const isSecret = name === 'value' ? isSecretPair : secretName.test(name) && !isPlainChoice(name, value)
    return [name, isSecret && value !== '' && value !== null ? hidden : shorten(value, depth + 1)]
  })
  if (entries.length > entriesMax) kept.push(['…', `${entries.length - entriesMax} more`])
  return Object.fromEntries(kept)
}

/** `authentication: "none"` is a choice, and the `key` of a pair is its name. */
function isPlainChoice(name: string, value: JsonValue | undefined): boolean {
  return name === 'authentication' || name === 'key' || name.endsWith('AuthType') || typeof value === 'boolean'
}

function shortenText(text: string, depth: number): JsonValue {
  if (/^\s*[[{]/.test(text) && text.length <= 100_000) {
    try {
      return shorten(JSON.parse(text) as JsonValue, depth + 1)
    } catch {
      // No JSON after all.
    }
  }
  const safe = withoutSecrets(text)
  return safe.length > textMax ? `${safe.slice(0, textMax)}…` : safe
}

/** Addresses carry secrets as user and as query. */
function withoutSecrets(text: string): string {
  return text
    .replaceAll(/(\/\/)[^/?#@\s]+@/g, `$1${hidden}@`)
    .replaceAll(/([?&;]|^)([^=&?;\s]{1,100})=([^&#;\s]+)/g, (all, before: string, name: string) =>
      secretName.test(name) ? `${before}${name}=${hidden}` : all,
    )
    .replaceAll(/\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`)
}
