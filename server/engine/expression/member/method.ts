import { LOCALE_STEPS, spend, spendSize } from '../budget.ts'

/** A method as a function of its owner. */
export type Method = (owner: never, args: unknown[]) => unknown

export type Methods = {
  get(name: string): ((owner: unknown, args: unknown[]) => unknown) | undefined
  has(name: string): boolean
}

/** The methods of a type by name; nothing that is not listed exists. */
export function methods(table: Readonly<Record<string, Method>>): Methods {
  return new Map(Object.entries(table)) as unknown as Methods
}

/** JavaScript's own methods, taken as they are, charged by the size of their owner. */
export function native(
  prototype: object,
  names: readonly string[],
  sizeOf: (owner: never) => number = () => 0,
): Record<string, Method> {
  return charged(prototype, names, (owner) => spendSize(sizeOf(owner as never)))
}

/** The same for methods that look up languages, formats and time zones. */
export function nativeOfLocale(prototype: object, names: readonly string[]): Record<string, Method> {
  return charged(prototype, names, () => spend(LOCALE_STEPS))
}

function charged(prototype: object, names: readonly string[], charge: (owner: unknown) => void): Record<string, Method> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name)
      if (typeof method !== 'function') return []
      const run: Method = (owner, args) => {
        charge(owner)
        return Reflect.apply(method, owner, args) as unknown
      }
      return [[name, run]]
    }),
  )
}
