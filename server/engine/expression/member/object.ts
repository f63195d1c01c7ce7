import { toText } from './text.ts'
import { methods } from './method.ts'

/** What every object has. `toString` says of errors what they say themselves. */
export const objectMethods = methods({
  hasOwnProperty: (owner: object, [key]: unknown[]) => Object.hasOwn(owner, toText(key)),
  propertyIsEnumerable: (owner: object, [key]: unknown[]) => Object.hasOwn(owner, toText(key)),
  isPrototypeOf: () => false,
  toString: (owner: object) => (owner instanceof Error ? `${owner.name}: ${owner.message}` : '[object Object]'),
  toLocaleString: () => '[object Object]',
  valueOf: (owner: object) => owner,
})
