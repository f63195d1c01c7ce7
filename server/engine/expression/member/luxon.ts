import { DateTime, Duration, Interval, type Zone } from 'luxon'
import { checkElements } from '../budget.ts'
import { methods, nativeOfLocale } from './method.ts'

const inherited = new Set(['constructor', 'inspect', 'isPrototypeOf'])

/** The public methods and getters of a Luxon class, read from the class itself. */
function publicNames(prototype: object): { methods: string[]; properties: string[] } {
  const found = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
    ([name]) => !inherited.has(name) && !name.startsWith('_'),
  )
  return {
    methods: found.filter(([, about]) => typeof about.value === 'function').map(([name]) => name),
    properties: found.filter(([, about]) => about.get !== undefined).map(([name]) => name),
  }
}

const dateTime = publicNames(DateTime.prototype)
const duration = publicNames(Duration.prototype)
const interval = publicNames(Interval.prototype)

export const dateTimeMethods = methods(nativeOfLocale(DateTime.prototype, dateTime.methods))
export const dateTimeProperties: ReadonlySet<string> = new Set([...dateTime.properties, 'ts'])

export const durationMethods = methods(nativeOfLocale(Duration.prototype, duration.methods))
export const durationProperties: ReadonlySet<string> = new Set(duration.properties)

export const intervalMethods = methods({
  ...nativeOfLocale(Interval.prototype, interval.methods),
  splitBy: (whole: Interval, [by]) => {
    const part = Duration.fromDurationLike(by as never).toMillis()
    if (!(part > 0)) throw new TypeError('An interval is split by a duration longer than nothing')
    checkElements(whole.length('milliseconds') / part)
    return whole.splitBy(by as never)
  },
  divideEqually: (whole: Interval, [parts]) => {
    checkElements(Number(parts))
    return whole.divideEqually(Number(parts))
  },
})
export const intervalProperties: ReadonlySet<string> = new Set(interval.properties)

export const zoneMethods = methods({
  offset: (zone: Zone, [ms]) => zone.offset(Number(ms)),
  offsetName: (zone: Zone, [ms, options]) => zone.offsetName(Number(ms), (options ?? {}) as object),
  formatOffset: (zone: Zone, [ms, format]) => zone.formatOffset(Number(ms), format as 'short'),
})
export const zoneProperties: ReadonlySet<string> = new Set(['name', 'type', 'isValid', 'isUniversal', 'ianaName'])
