import { spend } from '../budget.ts'
import { ExpressionLimitError } from '../error.ts'

/** Whether two values hold the same data. */
export function isEqual(left: unknown, right: unknown, depth = 0): boolean {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (depth > 200) throw new ExpressionLimitError('The values are nested too deeply to compare.')
  spend(1)
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime()
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every(
    (key) =>
      Object.hasOwn(right, key) &&
      isEqual((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key], depth + 1),
  )
}

/** The values without those equal to an earlier one. Plain values are found by hash, objects by comparing. */
export function distinct(values: readonly unknown[], keyOf: (value: unknown) => unknown = (value) => value): unknown[] {
  const plain = new Set<unknown>()
  const objects: unknown[] = []
  return values.filter((value) => {
    const key = keyOf(value)
    spend(1)
    if (typeof key !== 'object' || key === null) {
      if (plain.has(key)) return false
      plain.add(key)
      return true
    }
    if (objects.some((earlier) => isEqual(earlier, key))) return false
    objects.push(key)
    return true
  })
}

/** A test for being equal to one of the values. */
export function oneOf(values: readonly unknown[]): (value: unknown) => boolean {
  const plain = new Set(values)
  const objects = values.filter((value) => typeof value === 'object' && value !== null)
  return (value) => {
    spend(1)
    return plain.has(value) || (typeof value === 'object' && value !== null && objects.some((each) => isEqual(each, value)))
  }
}
