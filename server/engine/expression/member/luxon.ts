import { DateTime, Duration, Interval } from 'luxon'
import { checkElements } from '../budget.ts'
import { methods, native } from './method.ts'

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

export const dateTimeMethods = methods(native(DateTime.prototype, dateTime.methods))
/** Zone and locale are objects of Luxon with ways of their own; their names are enough. */
export const dateTimeProperties: ReadonlySet<string> = new Set(dateTime.properties.filter((name) => name !== 'zone'))

export const durationMethods = methods(native(Duration.prototype, duration.methods))
export const durationProperties: ReadonlySet<string> = new Set(duration.properties)

export const intervalMethods = methods({
  ...native(Interval.prototype, interval.methods),
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
