import { budget } from '../budget.ts'
import { toPrimitive } from '../member/text.ts'
import { builtin } from './builtin.ts'

const descriptors = Object.entries(Object.getOwnPropertyDescriptors(Math))

/** All of `Math`: numbers in, a number out. */
export const math = builtin('Math', {
  statics: {
    ...Object.fromEntries(
      descriptors.map(([name, { value }]) => [
        name,
        typeof value === 'function'
          ? (...args: unknown[]) =>
              Reflect.apply(
                value,
                undefined,
                args.map((arg) => (typeof arg === 'number' ? arg : toPrimitive(arg, 'number'))),
              ) as unknown
          : (value as unknown),
      ]),
    ),
    random: () => budget.draw(),
  },
})
