import type { Static, TSchema } from 'typebox'
import { invariant } from '#base/invariant'
import type { Databases } from '#db'

/** Where a value can be set, the widest first. The value of the environment lies below what people set. */
export const scopes = ['ENVIRONMENT', 'GLOBAL', 'TENANT', 'USER'] as const
export type ConfigScope = (typeof scopes)[number]

export type ConfigType = 'STRING' | 'NUMBER' | 'BOOLEAN' | 'JSON'

/** A setting that is read while the product runs: what it takes, and what it is when nobody has set it. */
export type ConfigKey<T = unknown> = {
  /** `hub.what_it_is`. */
  readonly key: string
  readonly title: string
  readonly description: string
  readonly category: string
  /** What a number counts, such as `days`; shown behind it. */
  readonly unit: string | null
  readonly type: ConfigType
  readonly schema: TSchema
  readonly default: T
  /** Besides the environment, which every key knows. */
  readonly scopes: readonly Exclude<ConfigScope, 'ENVIRONMENT'>[]
  /** Encrypted at rest, and never shown again. */
  readonly secret: boolean
  /** Whether a wider scope may forbid narrower ones to differ. */
  readonly lockable: boolean
  /** Refuses a value that is right in itself but may not be set by this person, or not now. */
  checkChange?(db: Databases, change: ConfigIntent<T>): Promise<void>
}

/** What is about to count at a place, and who wants it; null: nobody who is signed in. */
export type ConfigIntent<T> = { readonly value: T; readonly actorId: string | null }

type Declaration<S extends TSchema> = {
  readonly key: string
  readonly title: string
  readonly description: string
  readonly category: string
  readonly unit?: string
  readonly schema: S
  readonly default: NoInfer<Static<S>>
  readonly scopes?: ConfigKey['scopes']
  readonly secret?: boolean
  readonly lockable?: boolean
  checkChange?(db: Databases, change: ConfigIntent<NoInfer<Static<S>>>): Promise<void>
}

/** Declares a key beside the code that reads it. It is shown to people once it is in the list that the product is composed with. */
export function defineConfig<S extends TSchema>(declaration: Declaration<S>): ConfigKey<Static<S>> {
  const { key, schema, scopes: allowed = ['GLOBAL'] } = declaration
  invariant(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(key) && key.length <= 255, `"${key}" is no name of a key`)
  invariant(allowed.length > 0, `the key ${key} can be set nowhere`)
  return {
    unit: null,
    secret: false,
    lockable: allowed.length > 1,
    ...declaration,
    scopes: allowed,
    type: typeOf(schema),
  }
}

function typeOf(schema: TSchema): ConfigType {
  const { type, enum: choices } = schema as { type?: unknown; enum?: readonly unknown[] }
  if (type === 'boolean') return 'BOOLEAN'
  if (type === 'integer' || type === 'number') return 'NUMBER'
  const isText = type === 'string' || (Array.isArray(choices) && choices.every((one) => typeof one === 'string'))
  return isText ? 'STRING' : 'JSON'
}
