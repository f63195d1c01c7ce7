import type { ArrowFunctionExpression, FunctionDeclaration, FunctionExpression, Pattern } from 'acorn'
import { budget, enterCall } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import type { ExpressionScope } from '../scope/scope.ts'
import type { Completion, Env, Exec, Run } from './closure.ts'
import { newEnv, type Names } from './names.ts'
import { declarePattern } from './declare-pattern.ts'
import { compileBinding, type Bind } from './pattern.ts'

type AnyFunction = ArrowFunctionExpression | FunctionExpression | FunctionDeclaration

type Invoke = (scope: ExpressionScope, env: Env) => unknown

/**
 * A function of the expression is a host function, so that `map`, `sort` and
 * `replace` take it as it is. What it can do is what its closures can do.
 */
export function compileFunction(node: AnyFunction, outer: Names): Run {
  if (node.async || node.generator) {
    throw new ExpressionError('Async functions and generators cannot be used in an expression. Use a Code node for them.')
  }
  const arrow = node.type === 'ArrowFunctionExpression'
  const names = outer.inside()
  const thisSlot = arrow ? 0 : names.declare('this')
  const argumentsSlot = arrow ? 0 : names.declare('arguments')
  const selfSlot = node.type === 'FunctionExpression' && node.id ? names.declare(node.id.name) : 0
  for (const pattern of node.params) declarePattern(pattern, names)
  const binds = node.params.map((pattern) => compileParameter(pattern, names))
  const invoke = compileInvoke(node, names)

  return (scope, env) => {
    const call = (self: unknown, args: unknown[]): unknown => {
      enterCall()
      try {
        const own = newEnv(env, names)
        if (thisSlot !== 0) {
          own[thisSlot] = self
          own[argumentsSlot] = [...args]
        }
        if (selfSlot !== 0) own[selfSlot] = made
        for (let index = 0; index < binds.length; index++) (binds[index] as Parameter)(scope, own, args, index)
        return invoke(scope, own)
      } finally {
        budget.depth--
      }
    }
    const made: unknown = arrow
      ? (...args: unknown[]) => call(undefined, args)
      : function (this: unknown, ...args: unknown[]) {
          return call(this, args)
        }
    return made
  }
}

type Parameter = (scope: ExpressionScope, env: Env, args: unknown[], index: number) => void

function compileParameter(pattern: Pattern, names: Names): Parameter {
  if (pattern.type === 'Identifier') {
    const slot = names.declare(pattern.name)
    return (_scope, env, args, index) => {
      env[slot] = args[index]
    }
  }
  if (pattern.type === 'RestElement') {
    const bind: Bind = compileBinding(pattern.argument, names)
    return (scope, env, args, index) => bind(scope, env, args.slice(index))
  }
  const bind = compileBinding(pattern, names)
  return (scope, env, args, index) => bind(scope, env, args[index])
}

function compileInvoke(node: AnyFunction, names: Names): Invoke {
  if (node.body.type !== 'BlockStatement') return names.compile(node.body)
  const body: Exec = names.compileBody(node.body.body)
  return (scope, env) => {
    const completion: Completion = body(scope, env)
    return completion !== undefined && completion.kind === 'return' ? completion.value : undefined
  }
}
