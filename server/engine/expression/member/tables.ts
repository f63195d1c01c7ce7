import { types } from 'node:util'
import { DateTime, Duration, Interval, Zone } from 'luxon'
import { arrayMethods } from './array.ts'
import { dateMethods } from './date.ts'
import {
  errorProperties,
  functionMethods,
  functionProperties,
  intlMethods,
  iteratorMethods,
  mapMethods,
  mapProperties,
  setMethods,
  symbolMethods,
  symbolProperties,
  urlMethods,
  urlProperties,
  searchMethods,
} from './builtin-object.ts'
import {
  dateTimeMethods,
  dateTimeProperties,
  durationMethods,
  durationProperties,
  intervalMethods,
  intervalProperties,
  zoneMethods,
  zoneProperties,
} from './luxon.ts'
import { isBuiltInIterator } from './iterate.ts'
import { bigintMethods, booleanMethods, numberMethods } from './number.ts'
import { objectMethods } from './object.ts'
import { regexMethods, regexProperties } from './regex.ts'
import { stringMethods } from './string.ts'
import type { Methods } from './method.ts'

type Kind = { readonly is: (value: object) => boolean; readonly methods: Methods; readonly properties?: ReadonlySet<string> }

/** Classes whose instances an expression may hold. Order matters little; the commonest come first. */
const kinds: readonly Kind[] = [
  { is: (value) => DateTime.isDateTime(value), methods: dateTimeMethods, properties: dateTimeProperties },
  { is: (value) => value instanceof Date, methods: dateMethods },
  { is: (value) => value instanceof RegExp, methods: regexMethods, properties: regexProperties },
  { is: (value) => value instanceof Map, methods: mapMethods, properties: mapProperties },
  { is: (value) => value instanceof Set, methods: setMethods, properties: mapProperties },
  { is: (value) => Duration.isDuration(value), methods: durationMethods, properties: durationProperties },
  { is: (value) => Interval.isInterval(value), methods: intervalMethods, properties: intervalProperties },
  { is: (value) => value instanceof URL, methods: urlMethods, properties: urlProperties },
  { is: (value) => value instanceof URLSearchParams, methods: searchMethods, properties: mapProperties },
  { is: (value) => value instanceof Error, methods: objectMethods, properties: errorProperties },
  { is: (value) => types.isStringObject(value), methods: stringMethods, properties: new Set(['length']) },
  { is: (value) => types.isNumberObject(value), methods: numberMethods },
  { is: (value) => types.isBooleanObject(value), methods: booleanMethods },
  { is: (value) => value instanceof Zone, methods: zoneMethods, properties: zoneProperties },
  { is: isIntl, methods: intlMethods },
  { is: isBuiltInIterator, methods: iteratorMethods },
]

function isIntl(value: object): boolean {
  return (
    value instanceof Intl.DateTimeFormat || value instanceof Intl.NumberFormat || value instanceof Intl.RelativeTimeFormat ||
    value instanceof Intl.ListFormat || value instanceof Intl.PluralRules || value instanceof Intl.Collator ||
    value instanceof Intl.DisplayNames || value instanceof Intl.Segmenter
  ) // prettier-ignore
}

/** The methods that a value has, besides fields of its own. */
export function methodsOf(value: unknown): Methods | undefined {
  switch (typeof value) {
    case 'string':
      return stringMethods
    case 'number':
      return numberMethods
    case 'boolean':
      return booleanMethods
    case 'bigint':
      return bigintMethods
    case 'symbol':
      return symbolMethods
    case 'function':
      return functionMethods
    case 'undefined':
      return undefined
    case 'object':
    default:
      if (value === null) return undefined
      if (Array.isArray(value)) return arrayMethods
      return kindOf(value as object)?.methods ?? objectMethods
  }
}

/** Fields of a value that its class computes, such as the length of a text or the year of a date. */
export function propertiesOf(value: unknown): ReadonlySet<string> | undefined {
  if (typeof value === 'function') return functionProperties
  if (typeof value === 'symbol') return symbolProperties
  return typeof value === 'object' && value !== null ? kindOf(value)?.properties : undefined
}

function kindOf(value: object): Kind | undefined {
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto === Object.prototype || proto === null) return undefined
  return kinds.find((kind) => kind.is(value))
}
