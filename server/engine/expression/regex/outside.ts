import { budget } from '../budget.ts'
import { replaceRegex, testRegex } from './operate.ts'

/** Whether a pattern that a person wrote in a field is found in a text; refuses one that would take too long. */
export function matchesPattern(pattern: RegExp, text: string): boolean {
  return withBudget(() => testRegex(pattern, text))
}

/** As `String.replace` does it, for a pattern that a person wrote in a field; refuses one that would take too long. */
export function replacePattern(text: string, pattern: RegExp, replacement: string): string {
  return withBudget(() => replaceRegex(text, pattern, replacement))
}

/** Each match outside of expressions has the steps of a whole expression. */
function withBudget<T>(match: () => T): T {
  if (budget.active) return match()
  budget.steps = 0
  return match()
}
