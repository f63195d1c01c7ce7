const blank = /[ \t\n\r]*/y
const mark = /[{}[\],:]/y
// Line breaks and other control characters must be escaped inside a text.
const plain = /[ !#-[\]-\u{10ffff}]*/uy
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end'

/**
 * Where text stops being JSON, as an index; its length when it only ends too
 * early. `JSON.parse` keeps the place to itself for half of its messages.
 */
export function findJsonFault(source: string): number {
  const open: ('{' | '[')[] = []
  let expect: Expect = 'value'
  let at = 0
  for (;;) {
    at += match(blank, source, at).length
    if (expect === ', or end' && open.length === 0) return at
    const token = match(mark, source, at) || textAt(source, at) || match(word, source, at)
    if (token === '') return at
    const next = follow(token, expect, open)
    if (next === undefined) return at
    expect = next
    at += token.length
  }
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? ''
}

/** A quoted text that begins here, or nothing. Piece by piece: one pattern for all of it runs out of stack on a large file. */
function textAt(source: string, start: number): string {
  if (source[start] !== '"') return ''
  let at = start + 1
  for (;;) {
    at += match(plain, source, at).length
    if (source[at] === '"') return source.slice(start, at + 1)
    const escaped = match(escape, source, at).length
    if (escaped === 0) return ''
    at += escaped
  }
}

/** What may stand after a token, or undefined where the token may not stand at all. */
function follow(token: string, expect: Expect, open: ('{' | '[')[]): Expect | undefined {
  const last = open.at(-1)
  const wantsValue = expect === 'value' || expect === 'value or ]'
  if (token === '{' || token === '[') {
    if (!wantsValue) return undefined
    open.push(token)
    return token === '{' ? 'key or }' : 'value or ]'
  }
  if (token === '}' || token === ']') {
    const may = token === '}' ? expect === 'key or }' || last === '{' : expect === 'value or ]' || last === '['
    if (!may || (expect !== ', or end' && expect !== 'key or }' && expect !== 'value or ]')) return undefined
    open.pop()
    return ', or end'
  }
  if (token === ',') return expect === ', or end' && last !== undefined ? (last === '{' ? 'key' : 'value') : undefined
  if (token === ':') return expect === ':' ? 'value' : undefined
  if (expect === 'key' || expect === 'key or }') return token.startsWith('"') ? ':' : undefined
  return wantsValue ? ', or end' : undefined
}
