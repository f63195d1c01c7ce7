import fc from 'fast-check'

/** As much of JSON Schema as the contract uses. */
type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema | readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
}

/** What texts are drawn from beside letters: ids where an id is asked for, words wherever they fit. */
export type Pool = { readonly ids: readonly string[]; readonly words: readonly string[] }

/** Values that fit a schema. */
export function anyValue(schema: unknown, pool: Pool): fc.Arbitrary<unknown> {
  const one = schema as Schema
  if ('const' in one) return fc.constant(one.const)
  if (one.enum !== undefined) return fc.constantFrom(...one.enum)
  if (one.anyOf !== undefined) return fc.oneof(...one.anyOf.map((each) => anyValue(each, pool)))
  switch (one.type) {
    case 'object':
      return anyObject(one, pool)
    case 'array':
      return anyArray(one, pool)
    case 'string':
      return anyText(one, pool)
    case 'integer':
    case 'number':
      return anyNumber(one)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case undefined:
    default:
      return fc.oneof(anyText({}, pool), fc.jsonValue({ maxDepth: 2 }))
  }
}

function anyObject({ properties = {}, required = [], patternProperties = {} }: Schema, pool: Pool): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, anyValue(each, pool)]))
  const [rest] = Object.values(patternProperties)
  const named = fc.record(fields, { requiredKeys: [...required] })
  if (rest === undefined) return named
  const name = fc.stringMatching(/^[a-z]{1,8}$/)
  return fc.tuple(named, fc.dictionary(name, anyValue(rest, pool), { maxKeys: 3 })).map(([own, more]) => ({ ...more, ...own }))
}

function anyArray({ items = {}, minItems = 0, maxItems = 3 }: Schema, pool: Pool): fc.Arbitrary<unknown> {
  if (Array.isArray(items)) return fc.tuple(...items.map((each: Schema) => anyValue(each, pool)))
  return fc.array(anyValue(items, pool), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) })
}

function anyText({ format, pattern, minLength = 0, maxLength = 60 }: Schema, { ids, words }: Pool): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof({ arbitrary: fc.constantFrom(...ids), weight: 4 }, { arbitrary: fc.uuid(), weight: 1 })
  if (format === 'date-time') return fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString())
  if (format === 'email') return fc.stringMatching(/^[a-z]{1,10}$/).map((name) => `${name}@example.com`)
  // What cannot be made to fit is drawn like everything else, and refused.
  if (pattern !== undefined && !pattern.includes('(?')) return fc.stringMatching(new RegExp(pattern))
  const fits = words.filter((word) => word.length >= minLength && word.length <= maxLength)
  const letters = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) })
  return fits.length === 0 ? letters : fc.oneof(fc.constantFrom(...fits), letters)
}

function anyNumber({ type, minimum, maximum, exclusiveMinimum }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.ceil(minimum ?? exclusiveMinimum ?? -1_000), Math.floor(maximum ?? 1_000_000)]
  const whole = fc.integer({ min: exclusiveMinimum === undefined ? min : min + 1, max })
  return type === 'integer' ? whole : fc.oneof(whole, fc.double({ min: min + 0.5, max, noNaN: true }))
}

/** What nobody expects, in place of anything. */
const odd: readonly unknown[] = [
  null,
  '',
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  true,
  [],
  {},
  [[]],
  { constructor: { prototype: {} } },
  '\u0000',
  '\ud800',
  `' or true --`,
  '%',
  '*',
  '../..',
  'x'.repeat(5_000),
  '2026-13-45T99:99:99Z',
  '00000000-0000-0000-0000-000000000000',
]

/** A value of which one part was put in place of another, left out, or added. */
export function mutated(value: fc.Arbitrary<unknown>, { words }: Pool): fc.Arbitrary<unknown> {
  const strange = fc.constantFrom<unknown>(...odd, ...words)
  return fc.tuple(value, fc.nat(), fc.nat(4), strange).map(([whole, place, how, put]) => {
    if (typeof whole !== 'object' || whole === null) return put
    const names = Object.keys(whole)
    const name = names[place % Math.max(1, names.length)]
    if (name === undefined || how === 0) return { ...whole, more: put, workspaceId: put }
    const { [name]: old, ...rest } = whole as Record<string, unknown>
    if (how === 1) return rest
    if (how === 2) return { ...rest, [name]: [old, put] }
    return { ...rest, [name]: put }
  })
}
