/**
 * Reads an object or a list written the way people write JavaScript: names
 * without quotes, single quotes, a comma at the end. It reads data only; there
 * is nothing in the text that could be executed. Undefined when it is not that.
 */
export function parseRelaxed(text: string): unknown {
  const reader = { text, at: 0 }
  try {
    const value = readValue(reader, 0)
    skipSpace(reader)
    return reader.at === text.length ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

type Reader = { readonly text: string; at: number }

// Deeper than any data of a person, shallow enough for the stack.
const maxDepth = 500
const space = /\s*/y
const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const constants = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])

function readValue(reader: Reader, depth: number): unknown {
  if (depth > maxDepth) throw new SyntaxError('too deep')
  skipSpace(reader)
  const first = reader.text[reader.at]
  if (first === '{') return readObject(reader, depth)
  if (first === '[') return readList(reader, depth)
  if (first === '"' || first === "'") return readText(reader, first)
  const digits = take(reader, number)
  if (digits !== undefined) return Number(digits)
  const name = take(reader, word)
  if (name === undefined) throw new SyntaxError('no value')
  return constants.has(name) ? constants.get(name) : name
}

function readObject(reader: Reader, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = []
  reader.at += 1
  while (!accept(reader, '}')) {
    const name = readName(reader)
    expect(reader, ':')
    entries.push([name, readValue(reader, depth + 1)])
    if (!accept(reader, ',')) {
      expect(reader, '}')
      break
    }
  }
  return Object.fromEntries(entries)
}

function readList(reader: Reader, depth: number): unknown[] {
  const values: unknown[] = []
  reader.at += 1
  while (!accept(reader, ']')) {
    values.push(readValue(reader, depth + 1))
    if (!accept(reader, ',')) {
      expect(reader, ']')
      break
    }
  }
  return values
}

function readName(reader: Reader): string {
  skipSpace(reader)
  const first = reader.text[reader.at]
  if (first === '"' || first === "'") return readText(reader, first)
  const name = take(reader, word) ?? take(reader, number)
  if (name === undefined) throw new SyntaxError('no name')
  return name
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '0': '\0', '\n': '' }

function readText(reader: Reader, quote: string): string {
  let result = ''
  for (let at = reader.at + 1; at < reader.text.length; at += 1) {
    const char = reader.text[at] ?? ''
    if (char === quote) {
      reader.at = at + 1
      return result
    }
    if (char !== '\\') {
      result += char
      continue
    }
    at += 1
    const escaped = reader.text[at] ?? ''
    const unicode = escaped === 'u' ? /^[\da-fA-F]{4}/.exec(reader.text.slice(at + 1, at + 5)) : null
    result += unicode === null ? (escapes[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(unicode[0], 16))
    if (unicode !== null) at += 4
  }
  throw new SyntaxError('text does not end')
}

function skipSpace(reader: Reader): void {
  take(reader, space)
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at
  const match = pattern.exec(reader.text)
  if (match === null) return undefined
  reader.at = pattern.lastIndex
  return match[0]
}

function accept(reader: Reader, char: string): boolean {
  skipSpace(reader)
  if (reader.text[reader.at] !== char) return false
  reader.at += 1
  return true
}

function expect(reader: Reader, char: string): void {
  if (!accept(reader, char)) throw new SyntaxError(`no ${char}`)
}
