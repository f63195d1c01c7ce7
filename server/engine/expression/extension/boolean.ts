import type { Extension } from './extend.ts'

export const booleanExtensions: Readonly<Record<string, Extension>> = {
  toBoolean: (value: boolean) => value,
  toInt: (value: boolean) => (value ? 1 : 0),
  toFloat: (value: boolean) => (value ? 1 : 0),
  toNumber: (value: boolean) => (value ? 1 : 0),
  toDateTime: () => undefined,
}
