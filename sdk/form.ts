import type { FormHints, ShowWhen } from '@steward/contract/node-form'
import { type TSchema, Type } from 'typebox'

type Properties = Readonly<Record<string, TSchema>>

/** A schema keeps what is not to be seen of it (that it is optional) in properties that a spread would leave behind. */
function withHints<T extends TSchema>(schema: T, hints: FormHints): T {
  return Object.assign(Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema)), hints) as T
}

/** The same parameters, with a word to the form about each of them. */
export function hinted<T extends Properties>(hints: FormHints, properties: T): T {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, withHints(property, hints)])) as T
}

/** Parameters that count only while others have one of these values: `shown({ mode: ['raw'] }, { jsonOutput })`. */
export function shown<T extends Properties>(show: ShowWhen, properties: T): T {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, withHints(property, { show })])) as T
}

/** A choice of values, each with its title. */
export function choice(title: string, values: Readonly<Record<string, string>>, fallback: string, hints: FormHints = {}) {
  return Type.Optional(
    Type.Union(
      Object.entries(values).map(([value, label]) => Type.Literal(value, { title: label })),
      { title, default: fallback, ...hints },
    ),
  )
}
