/** The words that a value is told with; given, because they depend on the language. */
export type ValueWords = {
  readonly yes: string
  readonly no: string
  readonly empty: string
  readonly emptyList: string
  readonly notSet: string
}

/** A value in one line for people. */
export function valueText(value: unknown, words: ValueWords): string {
  if (value === null || value === undefined) return words.notSet
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value === '' ? words.empty : value
  if (Array.isArray(value)) {
    if (value.length === 0) return words.emptyList
    return value.map((one) => valueText(one, words)).join(', ')
  }
  const entries = Object.entries(value as Record<string, unknown>)
  if (entries.length === 0) return words.empty
  return entries.map(([name, each]) => `${name} ${valueText(each, words)}`).join(', ')
}

/** How a value is edited, by the JSON Schema of its setting. */
export type FieldKind =
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'switch' }
  | { readonly kind: 'number'; readonly whole: boolean }
  | { readonly kind: 'text'; readonly lengthMax: number | undefined }
  | { readonly kind: 'list' }
  | { readonly kind: 'numbers'; readonly names: readonly string[] }
  | { readonly kind: 'json' }

type Schema = {
  readonly type?: unknown
  readonly enum?: readonly unknown[]
  readonly maxLength?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}

export function fieldKindOf(given: unknown): FieldKind {
  const schema = (typeof given === 'object' && given !== null ? given : {}) as Schema
  const { type } = schema
  if (schema.enum?.every((one) => typeof one === 'string') === true) return { kind: 'choice', choices: schema.enum as string[] }
  if (type === 'boolean') return { kind: 'switch' }
  if (type === 'integer' || type === 'number') return { kind: 'number', whole: type === 'integer' }
  if (type === 'string') return { kind: 'text', lengthMax: schema.maxLength }
  if (type === 'array' && schema.items?.type === 'string') return { kind: 'list' }
  const inner = Object.values(schema.properties ?? {})
  if (type === 'object' && inner.length > 0 && inner.every((one) => one.type === 'integer'))
    return { kind: 'numbers', names: Object.keys(schema.properties ?? {}) }
  return { kind: 'json' }
}
