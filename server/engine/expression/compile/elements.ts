import type { Expression, SpreadElement } from 'acorn'
import { checkElements, spend } from '../budget.ts'
import { iterate } from '../member/iterate.ts'
import type { ExpressionScope } from '../scope/scope.ts'
import type { Env, Run } from './closure.ts'
import type { Names } from './names.ts'

/** Elements of an array, or arguments of a call, with their spreads. */
export function compileElements(
  elements: readonly (Expression | SpreadElement | null)[],
  names: Names,
): (scope: ExpressionScope, env: Env) => unknown[] {
  const parts = elements.map((element) =>
    element === null
      ? { run: () => undefined, spread: false }
      : element.type === 'SpreadElement'
        ? { run: names.compile(element.argument), spread: true }
        : { run: names.compile(element), spread: false },
  )
  if (parts.every((part) => !part.spread)) return plainElements(parts.map((part) => part.run))
  return (scope, env) => {
    const list: unknown[] = []
    for (const { run, spread } of parts) {
      const value = run(scope, env)
      if (!spread) list.push(value)
      else {
        for (const each of iterate(value)) list.push(each)
        checkElements(list.length)
      }
    }
    spend(list.length >>> 3)
    return list
  }
}

function plainElements(runs: readonly Run[]): (scope: ExpressionScope, env: Env) => unknown[] {
  const [first, second] = runs
  if (first === undefined) return () => []
  if (second === undefined) return (scope, env) => [first(scope, env)]
  return (scope, env) => {
    const list: unknown[] = []
    for (const run of runs) list.push(run(scope, env))
    return list
  }
}
