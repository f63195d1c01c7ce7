/** A piece of a line of code, and how it is coloured. */
export type Piece = { readonly text: string; readonly tone?: 'key' | 'word' | 'number' | 'string' | 'dim' }
export type Line = readonly Piece[]

const columnMax = 28
/** What a reader cannot see, or what changes the order of what they see: such a text is written with escapes. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u3164\uffa0\u2000-\u200a\u202f\u205f\u3000]/gu
const escaped = (text: string): string =>
  text.replaceAll(unseen, (letter) =>
    letter === '\t' ? '\\t' : `\\u{${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`,
  )
const quoted = (text: string): string =>
  `"${escaped(text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n'))}"`

/** A text stands bare only where it can be taken for nothing else. */
const isPlain = (text: string): boolean =>
  text !== '' &&
  text.trim() === text &&
  !text.includes('"') &&
  !text.includes('\\') &&
  !/[^\S ]/.test(text) &&
  text.search(unseen) === -1 &&
  !/^(true|false|null|\[\]|\{\}|-?\d.*)$/i.test(text)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** One value that has nothing below it. */
export function scalarPiece(value: unknown): Piece {
  if (typeof value === 'string')
    return { text: isPlain(value) ? value : quoted(value), ...(isPlain(value) ? {} : { tone: 'string' }) }
  if (typeof value === 'number') return { text: String(value), tone: 'number' }
  if (isObject(value)) return { text: escaped(JSON.stringify(value)) }
  return { text: String(value), tone: 'word' }
}

const keyText = (key: string): string => (/^[\p{L}\p{N}_$@-]+$/u.test(key) ? key : `[${quoted(key)}]`)
const joined = (path: string, key: string): string =>
  path === '' ? keyText(key) : keyText(key).startsWith('[') ? `${path}${keyText(key)}` : `${path}.${keyText(key)}`

type Leaf = { readonly path: string; readonly value: unknown }

/** Everything in it, each value with the way to it. Nothing is left out, not even what is empty. */
function leavesOf(value: unknown, path: string): readonly Leaf[] {
  if (Array.isArray(value) && value.length > 0)
    return (value as unknown[]).flatMap((one, index) => leavesOf(one, `${path}[${index}]`))
  if (isObject(value) && !Array.isArray(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, one]) => leavesOf(one, joined(path, key)))
  return [{ path, value }]
}

/** The lines of a longer text are set in, so that none can pass for a line of its own. */
const textLines = (text: string, indent: string): readonly Line[] =>
  text.split('\n').map((line) => [{ text: `${indent}${escaped(line)}` }])

/**
 * What will be sent, line by line: complete, in the order it has, and so that a text made to deceive shows itself.
 * A call of a service begins with its method and address; a text alone (a statement) is shown as it is.
 */
export function payloadLines(payload: unknown): readonly Line[] {
  if (typeof payload === 'string') return textLines(payload, '')
  const { request, rest } = requestLine(payload)
  const leaves = isObject(rest) && Object.keys(rest).length === 0 && request !== undefined ? [] : leavesOf(rest, '')
  const column = Math.min(columnMax, Math.max(0, ...leaves.map(({ path }) => path.length)))
  return [...(request === undefined ? [] : [request]), ...leaves.flatMap((leaf) => leafLines(leaf, column))]
}

function leafLines({ path, value }: Leaf, column: number): readonly Line[] {
  const key: Piece = { text: path.padEnd(column), tone: 'key' }
  if (typeof value === 'string' && value.includes('\n')) {
    const lines = value.split('\n').length
    return [[key, { text: `  ${lines} lines`, tone: 'dim' }], ...textLines(value, '  ')]
  }
  return [path === '' ? [scalarPiece(value)] : [key, { text: '  ' }, scalarPiece(value)]]
}

/** The call that it is, set apart from the rest: of the payload itself, or of the parameters of a node. */
function requestLine(payload: unknown): { readonly request?: Line; readonly rest: unknown } {
  if (!isObject(payload) || Array.isArray(payload)) return { rest: payload }
  const { parameters } = payload
  if (isObject(parameters) && !Array.isArray(parameters)) {
    const { request, rest } = callOf(parameters)
    return request === undefined ? { rest: payload } : { request, rest: without(payload, rest) }
  }
  return callOf(payload)
}

/** Parameters of which nothing is left are not shown as an empty thing. */
function without(payload: Readonly<Record<string, unknown>>, parameters: unknown): Readonly<Record<string, unknown>> {
  const { parameters: _, ...others } = payload
  return isObject(parameters) && Object.keys(parameters).length > 0 ? { ...others, parameters } : others
}

function callOf(values: Readonly<Record<string, unknown>>): { readonly request?: Line; readonly rest: unknown } {
  const { method, url, ...rest } = values
  if (typeof method !== 'string' || typeof url !== 'string' || !/^[A-Z]{3,10}$/.test(method) || !isPlain(url))
    return { rest: values }
  return { request: [{ text: method, tone: 'word' }, { text: ` ${url}` }], rest }
}

/** What is copied: the text itself, or JSON. */
export const payloadText = (payload: unknown): string =>
  typeof payload === 'string' ? payload : (JSON.stringify(payload, null, 2) ?? '')
