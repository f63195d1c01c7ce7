import { toText } from '#engine/data'

export type Summary = {
  readonly aggregation: string
  readonly field: string
  readonly includeEmpty: boolean
  readonly separator: string
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
const present = (values: readonly unknown[]) => values.filter((value) => !isEmpty(value))
const numbers = (values: readonly unknown[]) => values.filter((value): value is number => typeof value === 'number')
const total = (values: readonly unknown[]) => numbers(values).reduce((sum, value) => sum + value, 0)
const chosen = (values: readonly unknown[], { includeEmpty }: Summary) => (includeEmpty ? values : present(values))

type Aggregation = { readonly prefix: string; readonly of: (values: readonly unknown[], summary: Summary) => unknown }

/** By name; `prefix` begins the name of the field that holds the result. */
export const aggregations: Readonly<Record<string, Aggregation>> = {
  append: { prefix: 'appended_', of: (values, summary) => chosen(values, summary).map((value) => value ?? null) },
  average: { prefix: 'average_', of: (values) => (numbers(values).length === 0 ? null : total(values) / numbers(values).length) },
  concatenate: {
    prefix: 'concatenated_',
    of: (values, summary) =>
      chosen(values, summary)
        .map((value) => toText(value))
        .join(summary.separator),
  },
  count: { prefix: 'count_', of: (values, summary) => chosen(values, summary).length },
  countUnique: { prefix: 'unique_count_', of: (values, summary) => new Set(chosen(values, summary)).size },
  max: { prefix: 'max_', of: (values) => extreme(values, (a, b) => a > b) },
  min: { prefix: 'min_', of: (values) => extreme(values, (a, b) => a < b) },
  sum: { prefix: 'sum_', of: total },
}

/** Numbers written as text compare as numbers with numbers, as JavaScript has it. */
function extreme(values: readonly unknown[], isBetter: (a: number, b: number) => boolean): unknown {
  let best: unknown
  for (const value of present(values)) if (best === undefined || isBetter(value as number, best as number)) best = value
  return best ?? null
}
