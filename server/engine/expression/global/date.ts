import { DateTime, Duration, Interval, Settings } from 'luxon'
import { spend } from '../budget.ts'
import { toPrimitive } from '../member/text.ts'
import { builtin } from './builtin.ts'

type Static = (...args: unknown[]) => unknown

/** Static methods and formats of a Luxon class. Zone and clock are those of the evaluation, set around it. */
function staticsOf(Class: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(Class))
      .filter(([name]) => !['prototype', 'length', 'name'].includes(name))
      .map(([name, about]) => {
        const value: unknown = about.value
        if (value === undefined) return [name, Reflect.get(Class, name) as unknown]
        return [name, typeof value === 'function' ? charged(value as Static, Class) : (value as unknown)]
      }),
  )
}

function charged(make: Static, Class: object): Static {
  return (...args) => {
    // Reading a date is cheaper than writing one.
    spend(2)
    return Reflect.apply(make, Class, args)
  }
}

function makeDate(args: unknown[]): Date {
  if (args.length === 0) return new Date(Settings.now())
  if (args.length > 1) return new Date(...(args.map(Number) as [number, number]))
  const [only] = args
  if (DateTime.isDateTime(only)) return only.toJSDate()
  return new Date((only instanceof Date ? only.getTime() : toPrimitive(only)) as number)
}

export const dates = {
  Date: builtin('Date', {
    call: () => makeDate([]).toString(),
    construct: makeDate,
    is: (value) => value instanceof Date,
    statics: {
      now: () => Settings.now(),
      parse: (text: unknown) => Date.parse(String(toPrimitive(text))),
      UTC: (...args: unknown[]) => Date.UTC(...(args.map(Number) as [number])),
    },
  }),
  DateTime: builtin('DateTime', { isClass: true, is: (value) => DateTime.isDateTime(value), statics: staticsOf(DateTime) }),
  Duration: builtin('Duration', { isClass: true, is: (value) => Duration.isDuration(value), statics: staticsOf(Duration) }),
  Interval: builtin('Interval', { isClass: true, is: (value) => Interval.isInterval(value), statics: staticsOf(Interval) }),
}
