import type { DoWhileStatement, ForInStatement, ForOfStatement, ForStatement, WhileStatement } from 'acorn'
import { spend } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { enumerate, iterate } from '../member/iterate.ts'
import type { Completion, Env, Exec } from './closure.ts'
import { declareAll } from './declare.ts'
import { newEnv, type Names } from './names.ts'
import { declarePattern } from './declare-pattern.ts'
import { compileBinding } from './pattern.ts'

/** What a loop does after its body: go on, or end with this. */
type Verdict = 'next' | { readonly end: Completion }

function judge(completion: Completion, label: string | undefined): Verdict {
  if (completion === undefined) return 'next'
  if (completion.kind === 'return') return { end: completion }
  const mine = completion.label === undefined || completion.label === label
  if (!mine) return { end: completion }
  return completion.kind === 'continue' ? 'next' : { end: undefined }
}

export function compileWhile(node: WhileStatement, names: Names, label: string | undefined): Exec {
  const test = names.compile(node.test)
  const body = names.compileStatement(node.body)
  return (scope, env) => {
    while (test(scope, env)) {
      spend(1)
      const verdict = judge(body(scope, env), label)
      if (verdict !== 'next') return verdict.end
    }
    return undefined
  }
}

export function compileDoWhile(node: DoWhileStatement, names: Names, label: string | undefined): Exec {
  const test = names.compile(node.test)
  const body = names.compileStatement(node.body)
  return (scope, env) => {
    do {
      spend(1)
      const verdict = judge(body(scope, env), label)
      if (verdict !== 'next') return verdict.end
    } while (test(scope, env))
    return undefined
  }
}

export function compileFor(node: ForStatement, outer: Names, label: string | undefined): Exec {
  const names = outer.inside()
  const { init } = node
  if (init?.type === 'VariableDeclaration') declareAll([init], names)
  const start = !init ? undefined : init.type === 'VariableDeclaration' ? names.compileStatement(init) : names.compile(init)
  const test = node.test ? names.compile(node.test) : () => true
  const update = node.update ? names.compile(node.update) : undefined
  const body = names.compileStatement(node.body)
  return (scope, env) => {
    let own: Env = newEnv(env, names)
    start?.(scope, own)
    while (test(scope, own)) {
      spend(1)
      const verdict = judge(body(scope, own), label)
      if (verdict !== 'next') return verdict.end
      // Each turn has variables of its own, for the functions made in its body.
      own = [...own]
      update?.(scope, own)
    }
    return undefined
  }
}

export function compileForEach(node: ForOfStatement | ForInStatement, outer: Names, label: string | undefined): Exec {
  if (node.type === 'ForOfStatement' && node.await) throw new ExpressionError('"await" cannot be used in an expression')
  const names = outer.inside()
  const declared = node.left.type === 'VariableDeclaration' ? node.left : undefined
  const pattern = declared?.declarations[0]?.id ?? node.left
  if (pattern.type === 'VariableDeclaration') throw new ExpressionError('invalid syntax')
  if (declared !== undefined && declared.kind !== 'var') declarePattern(pattern, names, declared.kind === 'const')
  const bind = compileBinding(pattern, names, declared !== undefined)
  const right = names.compile(node.right)
  const body = names.compileStatement(node.body)
  const list = node.type === 'ForOfStatement' ? iterate : enumerate
  return (scope, env) => {
    const outside = newEnv(env, names)
    for (const value of list(right(scope, outside))) {
      spend(1)
      const own = newEnv(env, names)
      bind(scope, own, value)
      const verdict = judge(body(scope, own), label)
      if (verdict !== 'next') return verdict.end
    }
    return undefined
  }
}
