import type { FieldPath } from '../expression/path-text.ts'

/** A line of JSON as it is drawn: one of thousands, of which a few are in sight. */
export type JsonLine = {
  readonly item: number
  readonly depth: number
  readonly path: FieldPath
  /** The name before the colon, where it has one. */
  readonly name: string | undefined
  /** The value where it fits into the line; else the bracket that opens or closes. */
  readonly text: string
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'open' | 'close' | 'empty'
  readonly comma: boolean
  /** Of an opening bracket: how many fields or elements are inside. */
  readonly count?: number
}

export const linesMax = 60_000
const charsMax = 600
const depthMax = 40

/** The items as lines, as many as a page has use for; `isCut` where there are more. */
export function jsonLines(
  items: readonly { readonly index: number; readonly json: unknown }[],
  closed: ReadonlySet<string>,
): { readonly lines: readonly JsonLine[]; readonly isCut: boolean } {
  const lines: JsonLine[] = []
  for (const [at, { index, json }] of items.entries()) {
    if (lines.length >= linesMax) return { lines, isCut: true }
    write(lines, { item: index, depth: 0, path: [], name: undefined, comma: at < items.length - 1 }, json, closed)
  }
  return { lines, isCut: lines.length >= linesMax }
}

export const lineKey = ({ item, path }: Pick<JsonLine, 'item' | 'path'>) => `${item} ${JSON.stringify(path)}`

type Place = Pick<JsonLine, 'item' | 'depth' | 'path' | 'name' | 'comma'>

function write(lines: JsonLine[], place: Place, value: unknown, closed: ReadonlySet<string>): void {
  if (lines.length >= linesMax) return
  if (typeof value !== 'object' || value === null) return void lines.push({ ...place, ...leaf(value) })
  const isList = Array.isArray(value)
  const entries: [string | number, unknown][] = isList ? value.map((each, at) => [at, each]) : Object.entries(value)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  const count = entries.length
  if (count === 0) return void lines.push({ ...place, text: `${open}${close}`, kind: 'empty' })
  if (place.depth >= depthMax || closed.has(lineKey(place)))
    return void lines.push({ ...place, text: `${open}…${close}`, kind: 'open', count })
  lines.push({ ...place, text: open, kind: 'open', count, comma: false })
  for (const [at, [key, each]] of entries.entries()) {
    const inner = { item: place.item, depth: place.depth + 1, path: [...place.path, key], comma: at < count - 1 }
    write(lines, { ...inner, name: isList ? undefined : String(key) }, each, closed)
  }
  lines.push({ ...place, name: undefined, text: close, kind: 'close' })
}

function leaf(value: unknown): Pick<JsonLine, 'text' | 'kind'> {
  if (typeof value === 'string') {
    // Only what is shown is escaped: one text may be megabytes.
    return { text: JSON.stringify(value.length > charsMax ? `${value.slice(0, charsMax)}…` : value), kind: 'string' }
  }
  if (typeof value === 'number') return { text: String(value), kind: 'number' }
  if (typeof value === 'boolean') return { text: String(value), kind: 'boolean' }
  return { text: 'null', kind: 'null' }
}

/** The value at the end of a way, as far as it leads anywhere. */
export function valueAt(json: unknown, path: FieldPath): unknown {
  let value = json
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}
