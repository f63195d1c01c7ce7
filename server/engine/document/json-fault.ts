const blank = /[ \t\n\r]*/y
const mark = /[{}[\],:]/y
// Line breaks and other control characters must be escaped inside a text.
const text = /"[ !#-[\]-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\u{10ffff}]*)*"/uy
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
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0]
  }
  for (;;) {
    at += take(blank)?.length ?? 0
    if (expect === ', or end' && open.length === 0) return at
    const token = take(mark) ?? take(text) ?? take(word)
    if (token === undefined) return at
    const next = follow(token, expect, open)
    if (next === undefined) return at
    expect = next
    at += token.length
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
