import type { Bridge } from './bridge.ts'

type Pairs = [string, string][]
type UrlParts = Record<
  'href' | 'origin' | 'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash',
  string
>

/** Form encoding, as `URLSearchParams` writes it. */
function encodeForm(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+')
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}

export class URLSearchParams {
  #pairs: Pairs
  #changed: (() => void) | undefined

  constructor(
    from: string | Record<string, unknown> | Iterable<readonly [unknown, unknown]> | URLSearchParams = '',
    changed?: () => void,
  ) {
    this.#changed = changed
    this.#pairs = readPairs(from)
  }

  get size(): number {
    return this.#pairs.length
  }
  get(name: string): string | null {
    return this.#pairs.find(([key]) => key === name)?.[1] ?? null
  }
  getAll(name: string): string[] {
    return this.#pairs.filter(([key]) => key === name).map(([, value]) => value)
  }
  has(name: string): boolean {
    return this.#pairs.some(([key]) => key === name)
  }
  append(name: string, value: unknown): void {
    this.#pairs.push([String(name), String(value)])
    this.#changed?.()
  }
  set(name: string, value: unknown): void {
    const at = this.#pairs.findIndex(([key]) => key === name)
    const rest = this.#pairs.filter(([key], index) => key !== name || index === at)
    if (at < 0) rest.push([String(name), String(value)])
    else rest[rest.findIndex(([key]) => key === name)] = [String(name), String(value)]
    this.#pairs = rest
    this.#changed?.()
  }
  delete(name: string): void {
    this.#pairs = this.#pairs.filter(([key]) => key !== name)
    this.#changed?.()
  }
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    this.#changed?.()
  }
  forEach(visit: (value: string, name: string, all: URLSearchParams) => void): void {
    for (const [name, value] of this.#pairs) visit(value, name, this)
  }
  keys(): IterableIterator<string> {
    return this.#pairs.map(([key]) => key).values()
  }
  values(): IterableIterator<string> {
    return this.#pairs.map(([, value]) => value).values()
  }
  entries(): IterableIterator<[string, string]> {
    return this.#pairs.map(([key, value]): [string, string] => [key, value]).values()
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries()
  }
  toString(): string {
    return this.#pairs.map(([key, value]) => `${encodeForm(key)}=${encodeForm(value)}`).join('&')
  }
}

function readPairs(from: string | Record<string, unknown> | Iterable<readonly [unknown, unknown]>): Pairs {
  if (typeof from === 'string') {
    return from
      .replace(/^\?/, '')
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const [key = '', ...value] = part.split('=')
        return [decodeForm(key), decodeForm(value.join('='))]
      })
  }
  const entries = Symbol.iterator in from ? [...(from as Iterable<readonly [unknown, unknown]>)] : Object.entries(from)
  return entries.map(([key, value]) => [String(key), String(value)])
}

/** A URL class whose parsing is done outside, by the one parser that everything else uses too. */
export function makeUrlClass(bridge: Bridge) {
  const settable = ['href', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const

  class URL {
    #parts: UrlParts
    #query: URLSearchParams | undefined

    constructor(address: unknown, base?: unknown) {
      this.#parts = bridge.compute('url', {
        address: String(address as string),
        ...(base === undefined ? {} : { base: String(base as string) }),
      }) as UrlParts
    }
    static canParse(address: unknown, base?: unknown): boolean {
      try {
        return new URL(address, base) instanceof URL
      } catch {
        return false
      }
    }
    get origin(): string {
      return this.#parts.origin
    }
    get searchParams(): URLSearchParams {
      this.#query ??= new URLSearchParams(this.#parts.search, () => this.change('search', String(this.#query)))
      return this.#query
    }
    part(name: keyof UrlParts): string {
      return this.#parts[name]
    }
    change(name: string, value: string): void {
      this.#parts = bridge.compute('url', { address: this.#parts.href, set: name, value }) as UrlParts
    }
    forgetQuery(): void {
      this.#query = undefined
    }
    toString(): string {
      return this.#parts.href
    }
    toJSON(): string {
      return this.#parts.href
    }
  }
  for (const name of settable) {
    Object.defineProperty(URL.prototype, name, {
      get(this: URL) {
        return this.part(name)
      },
      set(this: URL, value: unknown) {
        this.change(name, String(value))
        this.forgetQuery()
      },
    })
  }
  return URL
}
