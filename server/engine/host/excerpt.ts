import type { JsonObject, JsonValue } from '@steward/contract/item'
import { redactText } from '#base/redact'
import { hide } from './hide.ts'

const secretName =
  /auth|cookie|token|secret|passw|credential|session|signature|private|api-?_?key|access-?_?key|(^|[-_])key$|^key$|pin$|cvv|cvc/i
const hidden = '[hidden]'
const cut = '…'
const textMax = 500
const nameMax = 100
const entriesMax = 20
const nestingMax = 8
/** So much of a text is looked at; of what is shown more than enough. */
const lookedAtMax = 20_000
/** Room for the marks of what is left out, of which there is one a level. */
const reserveBytes = 300

type Options = {
  /** Of the excerpt as JSON, in UTF-8. */
  readonly bytesMax: number
  /** Values that must not be in it wherever they stand. */
  readonly secrets?: readonly string[]
}

/** The beginning of a value, for people: what looks like a secret and what is known to be one left out. Costs little however large the value is. */
export function excerptOf(value: JsonValue, { bytesMax, secrets = [] }: Options): JsonValue {
  const excerpt = new Shortening(bytesMax - reserveBytes, secrets).of(value, 0)
  return Buffer.byteLength(JSON.stringify(excerpt)) <= bytesMax ? excerpt : cut
}

class Shortening {
  private bytesLeft: number
  private readonly secrets: readonly string[]
  private readonly longestSecret: number

  constructor(bytesMax: number, secrets: readonly string[]) {
    this.bytesLeft = bytesMax
    this.secrets = secrets
    this.longestSecret = secrets.reduce((most, { length }) => Math.max(most, length), 0)
  }

  of(value: JsonValue | undefined, depth: number): JsonValue {
    if (typeof value === 'string') return this.text(value, depth)
    if (typeof value !== 'object' || value === null) return this.plain(value ?? null)
    if (depth >= nestingMax || this.bytesLeft <= 0) return cut
    this.bytesLeft -= 2
    return Array.isArray(value) ? this.list(value, depth) : this.fields(value, depth)
  }

  private list(values: readonly JsonValue[], depth: number): JsonValue {
    const kept: JsonValue[] = []
    for (const value of values) {
      if (kept.length === entriesMax || this.bytesLeft <= 0) return [...kept, `${cut} ${values.length - kept.length} more`]
      this.bytesLeft -= 1
      kept.push(this.of(value, depth + 1))
    }
    return kept
  }

  private fields(fields: JsonObject, depth: number): JsonObject {
    // A header or field as nodes list them: `{name: 'Authorization', value: 'Bearer …'}`.
    const named = fields['name'] ?? fields['key']
    const isSecretPair = typeof named === 'string' && isSecretName(named)
    const names = Object.keys(fields)
    const kept: [string, JsonValue][] = []
    for (const name of names) {
      if (kept.length === entriesMax || this.bytesLeft <= 0) {
        kept.push([cut, `${names.length - kept.length} more`])
        break
      }
      const value = fields[name]
      const isSecret = name === 'value' ? isSecretPair : isSecretName(name) && !isPlainChoice(name, value)
      const shown = this.line(name, nameMax)
      this.bytesLeft -= 2
      kept.push([shown, isSecret && isTelling(value) ? this.plain(hidden) : this.of(value, depth + 1)])
    }
    return Object.fromEntries(kept)
  }

  private plain(value: JsonValue): JsonValue {
    this.bytesLeft -= JSON.stringify(value).length
    return value
  }

  private text(text: string, depth: number): JsonValue {
    if (/^\s*[[{]/.test(text) && text.length <= 100_000) {
      try {
        return this.of(JSON.parse(text) as JsonValue, depth + 1)
      } catch {
        // No JSON after all.
      }
    }
    return this.line(text, textMax)
  }

  private line(text: string, charsMax: number): string {
    const isCut = text.length > lookedAtMax
    const safe = withoutSecrets(hide(isCut ? text.slice(0, lookedAtMax) : text, this.secrets))
    // A secret that is cut in two is no longer recognised; where little is left of the text it could be what is shown.
    if (isCut && safe.length - this.longestSecret < charsMax) return this.fitting(cut)
    return this.fitting(safe.length > charsMax ? `${safe.slice(0, charsMax)}${cut}` : safe)
  }

  /** A text that takes more than is left is cut by halves. */
  private fitting(text: string): string {
    let shown = text
    let bytes = Buffer.byteLength(JSON.stringify(shown))
    while (bytes > Math.max(this.bytesLeft, 8)) {
      shown = `${shown.slice(0, Math.floor((shown.length - 1) / 2))}${cut}`
      bytes = Buffer.byteLength(JSON.stringify(shown))
    }
    this.bytesLeft -= bytes
    return shown
  }
}

const isSecretName = (name: string) => secretName.test(name.slice(0, lookedAtMax))
const isTelling = (value: JsonValue | undefined) => value !== '' && value !== null && value !== undefined

/** `authentication: "none"` is a choice, and the `key` of a pair is its name. */
function isPlainChoice(name: string, value: JsonValue | undefined): boolean {
  return name === 'authentication' || name === 'key' || name.endsWith('AuthType') || typeof value === 'boolean'
}

/** Addresses carry secrets as user and as query. */
function withoutSecrets(text: string): string {
  return redactText(
    text
      .replaceAll(/(\/\/)[^/?#@\s]+@/g, `$1${hidden}@`)
      .replaceAll(/([?&;]|^)([^=&?;\s]{1,100})=([^&#;\s]+)/g, (all, before: string, name: string) =>
        secretName.test(name) ? `${before}${name}=${hidden}` : all,
      )
      .replaceAll(/\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`),
  )
}
