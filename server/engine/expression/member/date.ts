import { beforeChange } from '../budget.ts'
import { methods, native, nativeOfLocale, type Method } from './method.ts'

const names = Object.getOwnPropertyNames(Date.prototype).filter((name) => name !== 'constructor')

const setters = Object.fromEntries(
  Object.entries(
    native(
      Date.prototype,
      names.filter((name) => name.startsWith('set')),
    ),
  ).map(([name, set]): [string, Method] => [
    name,
    (owner, args) => {
      beforeChange(owner)
      return set(owner, args)
    },
  ]),
)

export const dateMethods = methods({
  ...native(
    Date.prototype,
    names.filter((name) => !name.startsWith('set')),
  ),
  ...nativeOfLocale(
    Date.prototype,
    names.filter((name) => name.startsWith('toLocale')),
  ),
  ...setters,
})
