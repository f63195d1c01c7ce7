import type { SwitchStatement } from 'acorn'
import type { Exec } from './closure.ts'
import { newEnv, type Names } from './names.ts'
import { declareAll } from './declare.ts'

export function compileSwitch(node: SwitchStatement, outer: Names, label: string | undefined): Exec {
  const names = outer.inside()
  declareAll(
    node.cases.flatMap((each) => each.consequent),
    names,
  )
  const subject = names.compile(node.discriminant)
  const cases = node.cases.map((each) => ({
    test: each.test ? names.compile(each.test) : undefined,
    run: names.compileList(each.consequent),
  }))
  const fallback = cases.findIndex((each) => each.test === undefined)
  return (scope, env) => {
    const own = newEnv(env, names)
    const value = subject(scope, own)
    const match = cases.findIndex((each) => each.test !== undefined && each.test(scope, own) === value)
    const first = match === -1 ? fallback : match
    if (first === -1) return undefined
    for (const { run } of cases.slice(first)) {
      const completion = run(scope, own)
      if (completion === undefined) continue
      const mine = completion.kind === 'break' && (completion.label === undefined || completion.label === label)
      return mine ? undefined : completion
    }
    return undefined
  }
}
