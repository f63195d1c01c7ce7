import { FORMATTER_STEPS, spend } from '../budget.ts'
import { builtin } from './builtin.ts'

const classes = {
  DateTimeFormat: Intl.DateTimeFormat,
  NumberFormat: Intl.NumberFormat,
  RelativeTimeFormat: Intl.RelativeTimeFormat,
  ListFormat: Intl.ListFormat,
  PluralRules: Intl.PluralRules,
  Collator: Intl.Collator,
  DisplayNames: Intl.DisplayNames,
  Segmenter: Intl.Segmenter,
} as unknown as Record<string, new (...args: unknown[]) => object>

export const intl = builtin('Intl', {
  statics: Object.fromEntries(
    Object.entries(classes).map(([name, Class]) => {
      const make = (...args: unknown[]) => {
        spend(FORMATTER_STEPS)
        return new Class(...args)
      }
      return [name, builtin(name, { call: make, construct: (args) => make(...args), is: (value) => value instanceof Class })]
    }),
  ),
})
