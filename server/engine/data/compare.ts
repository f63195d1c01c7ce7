import { DateTime } from 'luxon'

/**
 * The order of two values of any type, for sorting: like with like, otherwise
 * by type; what is missing comes last. Negative when `left` comes first.
 */
export function compareValues(left: unknown, right: unknown): number {
  const ranks = rank(left) - rank(right)
  if (ranks !== 0) return ranks
  const [a, b] = [comparable(left), comparable(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

function rank(value: unknown): number {
  if (value === undefined) return 9
  if (value === null) return 8
  if (typeof value === 'boolean') return 0
  if (typeof value === 'number' || typeof value === 'bigint') return Number.isNaN(value) ? 7 : 1
  if (value instanceof Date || DateTime.isDateTime(value)) return 2
  return typeof value === 'string' ? 3 : 4
}

function comparable(value: unknown): number | bigint | string {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date || DateTime.isDateTime(value)) return value.valueOf()
  return JSON.stringify(value) ?? ''
}
