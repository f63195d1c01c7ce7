import type { ParserOptions } from 'xml2js'
import { toText } from '#engine/data'
import { NodeError, type JsonObject, type JsonValue } from '@steward/sdk/node'

const maxCharacters = 50_000_000
const maxDepth = 500

/** Reads a document into an object. Documents that declare entities are refused: that is how a small text becomes a huge one. */
export async function parseXml(source: unknown, options: ParserOptions): Promise<JsonObject> {
  const xml = toText(source)
  if (xml.length > maxCharacters) throw refused(`The XML has ${xml.length} characters; the limit is ${maxCharacters}.`)
  if (/<!ENTITY/i.test(xml)) throw refused('The XML declares entities of its own, which is not allowed.')
  // Loaded when it is needed: a start should not wait for it.
  const { Parser } = await import('xml2js')
  let document: unknown
  try {
    document = await new Parser({ mergeAttrs: true, explicitArray: false, ...options }).parseStringPromise(xml)
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll('\n', ', ') : String(error)
    throw new NodeError(`The XML cannot be read: ${reason}`, { retryable: false, cause: error })
  }
  const plain = plainValue(document, 0)
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? plain : {}
}

/** The parser's objects have no prototype; ours are ordinary, so names that reach a prototype are left out. */
function plainValue(value: unknown, depth: number): JsonValue {
  if (depth > maxDepth) throw refused(`The XML is nested more than ${maxDepth} levels deep.`)
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, depth + 1))
  if (typeof value !== 'object' || value === null) return (value ?? null) as JsonValue
  const fields = Object.entries(value).filter(([name]) => name !== '__proto__')
  return Object.fromEntries(fields.map(([name, entry]) => [name, plainValue(entry, depth + 1)]))
}

const refused = (message: string) => new NodeError(message, { retryable: false })
