type Read = (key: string) => unknown

/**
 * Something of the engine that an expression looks at, such as `$input`. It has
 * just the fields it lists; they are read when asked for.
 */
export class Host {
  readonly #fields: Readonly<Record<string, () => unknown>>
  readonly #other: { readonly read: Read; readonly keys: () => readonly string[] } | undefined

  constructor(fields: Readonly<Record<string, () => unknown>>, other?: { read: Read; keys: () => readonly string[] }) {
    this.#fields = fields
    this.#other = other
  }

  read(key: string): unknown {
    if (Object.hasOwn(this.#fields, key)) return this.#fields[key]?.()
    return this.#other?.read(key)
  }

  has(key: string): boolean {
    return this.keys().includes(key)
  }

  keys(): string[] {
    return [...Object.keys(this.#fields), ...(this.#other?.keys() ?? [])]
  }

  entries(): [string, unknown][] {
    return this.keys().map((key) => [key, this.read(key)])
  }
}
