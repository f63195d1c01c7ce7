/** A pattern as a tree. `char` is anything that takes exactly one character. */
export type Part =
  | { readonly kind: 'char'; readonly source: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly options: readonly Part[] }
  | { readonly kind: 'group'; readonly part: Part; readonly index: number }
  | {
      readonly kind: 'repeat'
      readonly part: Part
      readonly min: number
      readonly max: number
      readonly lazy: boolean
      readonly groups: readonly [number, number]
    }
  | { readonly kind: 'look'; readonly part: Part; readonly behind: boolean; readonly negative: boolean }
  | { readonly kind: 'edge'; readonly source: '^' | '$' | '\\b' | '\\B' }
  | { readonly kind: 'back'; readonly to: number | string }

export type Pattern = { readonly part: Part; readonly groups: number; readonly names: ReadonlyMap<string, number> }

/** Reads a pattern that the host has already accepted. Throws for what it does not know. */
export function parsePattern(source: string, unicode: boolean): Pattern {
  return new Reader(source, unicode).pattern()
}

class Reader {
  readonly #source: string
  readonly #unicode: boolean
  readonly #names = new Map<string, number>()
  #at = 0
  #groups = 0

  constructor(source: string, unicode: boolean) {
    this.#source = source
    this.#unicode = unicode
  }

  pattern(): Pattern {
    const part = this.#choice()
    if (this.#at < this.#source.length) throw new SyntaxError('unknown pattern')
    return { part, groups: this.#groups, names: this.#names }
  }

  #choice(): Part {
    const options = [this.#sequence()]
    while (this.#source[this.#at] === '|') {
      this.#at++
      options.push(this.#sequence())
    }
    return options.length === 1 ? (options[0] as Part) : { kind: 'choice', options }
  }

  #sequence(): Part {
    const parts: Part[] = []
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] as string)) {
      const before = this.#groups
      const part = this.#term()
      parts.push(this.#repeated(part, before + 1))
    }
    return { kind: 'sequence', parts }
  }

  #repeated(part: Part, firstGroup: number): Part {
    const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/.exec(this.#source.slice(this.#at, this.#at + 40))
    if (found === null) return part
    const [whole, sign, min, comma, max, lazy] = found
    this.#at += whole.length
    const low = sign === undefined ? Number(min) : sign === '+' ? 1 : 0
    const high =
      sign === undefined ? (comma === undefined ? low : max === '' ? Infinity : Number(max)) : sign === '?' ? 1 : Infinity
    return { kind: 'repeat', part, min: low, max: high, lazy: lazy === '?', groups: [firstGroup, this.#groups] }
  }

  #term(): Part {
    const char = this.#source[this.#at] as string
    if (char === '(') return this.#group()
    if (char === '[') return this.#class()
    if (char === '\\') return this.#escape()
    this.#at++
    if (char === '^' || char === '$') return { kind: 'edge', source: char }
    if (this.#unicode && char >= '\ud800' && char <= '\udbff')
      return { kind: 'char', source: char + (this.#source[this.#at++] ?? '') }
    return { kind: 'char', source: '{}]'.includes(char) ? `\\${char}` : char }
  }

  #group(): Part {
    const head = /^\((?:\?(?::|=|!|<=|<!|<([^>]+)>))?/.exec(this.#source.slice(this.#at, this.#at + 200))
    const [whole = '', name] = head ?? []
    if (whole === '(' && this.#source[this.#at + 1] === '?') throw new SyntaxError('unknown group')
    this.#at += whole.length
    const captures = whole === '(' || name !== undefined
    const index = captures ? ++this.#groups : 0
    if (name !== undefined) this.#names.set(name, index)
    const before = this.#groups
    const part = this.#choice()
    this.#at++
    if (captures) return { kind: 'group', part, index }
    if (whole === '(?:') return part
    const behind = whole.startsWith('(?<')
    // Looking behind reads from right to left, which shows only in what groups take.
    if (behind && this.#groups > before) throw new SyntaxError('group in lookbehind')
    return { kind: 'look', part, behind, negative: whole.endsWith('!') }
  }

  #class(): Part {
    let end = this.#at + 1
    while (end < this.#source.length && this.#source[end] !== ']') {
      if (this.#source[end] === '[' && this.#unicode) throw new SyntaxError('nested class')
      end += this.#source[end] === '\\' ? 2 : 1
    }
    const source = this.#source.slice(this.#at, end + 1)
    this.#at = end + 1
    return { kind: 'char', source }
  }

  #escape(): Part {
    const rest = this.#source.slice(this.#at, this.#at + 200)
    const back = /^\\(?:([1-9]\d*)|k<([^>]+)>)/.exec(rest)
    if (back !== null) {
      this.#at += back[0].length
      return { kind: 'back', to: back[2] ?? Number(back[1]) }
    }
    const [source = '\\'] =
      /^\\(?:[bB]|x[\da-fA-F]{2}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|c[A-Za-z]|[pP]\{[^}]*\}|[^])/.exec(rest) ?? []
    this.#at += source.length
    return source === '\\b' || source === '\\B' ? { kind: 'edge', source } : { kind: 'char', source }
  }
}
