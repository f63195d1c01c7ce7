import type { Statement, ModuleDeclaration, VariableDeclaration } from 'acorn'
import { ExpressionError, ExpressionLimitError, NeedsCopies } from '../error.ts'
import type { Completion, Exec, Return } from './closure.ts'
import { compileFunction } from './function.ts'
import { declareAll, hoistVars } from './declare.ts'
import { compileDoWhile, compileFor, compileForEach, compileWhile } from './loop.ts'
import { newEnv, type Names } from './names.ts'
import { declarePattern } from './declare-pattern.ts'
import { compileBinding } from './pattern.ts'
import { compileSwitch } from './switch.ts'

type AnyStatement = Statement | ModuleDeclaration

export function compileStatement(node: AnyStatement, names: Names, label?: string): Exec {
  switch (node.type) {
    case 'ExpressionStatement': {
      const run = names.compile(node.expression)
      return (scope, env) => {
        run(scope, env)
        return undefined
      }
    }
    case 'VariableDeclaration':
      return compileVariables(node, names)
    case 'FunctionDeclaration':
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return () => undefined
    case 'ReturnStatement': {
      if (!node.argument) return () => ({ kind: 'return', value: undefined }) satisfies Return
      const run = names.compile(node.argument)
      return (scope, env) => ({ kind: 'return', value: run(scope, env) })
    }
    case 'BlockStatement':
      return compileBlock(node.body, names)
    case 'IfStatement': {
      const test = names.compile(node.test)
      const consequent = compileStatement(node.consequent, names)
      const alternate = node.alternate ? compileStatement(node.alternate, names) : () => undefined
      return (scope, env) => (test(scope, env) ? consequent(scope, env) : alternate(scope, env))
    }
    case 'ForStatement':
      return compileFor(node, names, label)
    case 'ForOfStatement':
    case 'ForInStatement':
      return compileForEach(node, names, label)
    case 'WhileStatement':
      return compileWhile(node, names, label)
    case 'DoWhileStatement':
      return compileDoWhile(node, names, label)
    case 'SwitchStatement':
      return compileSwitch(node, names, label)
    case 'BreakStatement':
    case 'ContinueStatement': {
      const jump = { kind: node.type === 'BreakStatement' ? 'break' : 'continue', label: node.label?.name } as const
      return () => jump
    }
    case 'LabeledStatement':
      return compileLabeled(node.label.name, node.body, names)
    case 'ThrowStatement': {
      const run = names.compile(node.argument)
      return (scope, env) => {
        throw run(scope, env)
      }
    }
    case 'TryStatement':
      return compileTry(node, names)
    case 'WithStatement':
    case 'ClassDeclaration':
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
    default:
      throw new ExpressionError(`This kind of statement cannot be used in an expression (${node.type})`)
  }
}

function compileVariables(node: VariableDeclaration, names: Names): Exec {
  const binds = node.declarations.map((declarator) => {
    // `var x` without a value leaves a variable that is declared twice as it is.
    if (!declarator.init && node.kind === 'var') return undefined
    const bind = compileBinding(declarator.id, names)
    const init = declarator.init ? names.compile(declarator.init) : () => undefined
    return { bind, init }
  })
  return (scope, env) => {
    for (const part of binds) part?.bind(scope, env, part.init(scope, env))
    return undefined
  }
}

function compileLabeled(label: string, body: Statement, names: Names): Exec {
  const run = compileStatement(body, names, label)
  return (scope, env) => {
    const completion = run(scope, env)
    return completion?.kind === 'break' && completion.label === label ? undefined : completion
  }
}

/** The statements of a function, whose variables live beside its parameters. */
export function compileBody(statements: readonly AnyStatement[], names: Names): Exec {
  declareAll(statements, names)
  hoistVars(statements, names)
  return compileList(statements, names)
}

export function compileBlock(statements: readonly AnyStatement[], outer: Names): Exec {
  const names = outer.inside()
  declareAll(statements, names)
  const run = compileList(statements, names)
  if (names.size === 0) return (scope, env) => run(scope, [env])
  return (scope, env) => run(scope, newEnv(env, names))
}

export function compileList(statements: readonly AnyStatement[], names: Names): Exec {
  const functions = statements.flatMap((statement) =>
    statement.type === 'FunctionDeclaration' && statement.id
      ? [{ slot: names.declare(statement.id.name), make: compileFunction(statement, names) }]
      : [],
  )
  const runs = statements.map((statement) => compileStatement(statement, names))
  return (scope, env) => {
    for (const { slot, make } of functions) env[slot] = make(scope, env)
    for (const run of runs) {
      const completion = run(scope, env)
      if (completion !== undefined) return completion
    }
    return undefined
  }
}

function compileTry(node: Extract<Statement, { type: 'TryStatement' }>, names: Names): Exec {
  const block = compileBlock(node.block.body, names)
  const handler = node.handler ? compileCatch(node.handler, names) : undefined
  const finalizer = node.finalizer ? compileBlock(node.finalizer.body, names) : undefined
  return (scope, env) => {
    let completion: Completion
    try {
      completion = block(scope, env)
    } catch (error) {
      // What guards the engine is not the expression's to catch, nor to delay.
      if (isUncatchable(error)) throw error
      if (handler === undefined) {
        const last = finalizer?.(scope, env)
        if (last !== undefined) return last
        throw error
      }
      try {
        completion = handler(scope, env, error)
      } catch (second) {
        if (isUncatchable(second)) throw second
        const last = finalizer?.(scope, env)
        if (last !== undefined) return last
        throw second
      }
    }
    return finalizer?.(scope, env) ?? completion
  }
}

function isUncatchable(error: unknown): boolean {
  return (
    error instanceof ExpressionLimitError ||
    error instanceof NeedsCopies ||
    (error instanceof RangeError && /call stack/.test(error.message))
  )
}

function compileCatch(
  handler: NonNullable<Extract<Statement, { type: 'TryStatement' }>['handler']>,
  outer: Names,
): (scope: Parameters<Exec>[0], env: Parameters<Exec>[1], error: unknown) => Completion {
  const names = outer.inside()
  if (handler.param) declarePattern(handler.param, names)
  const bind = handler.param ? compileBinding(handler.param, names) : undefined
  const body = compileBlock(handler.body.body, names)
  return (scope, env, error) => {
    const own = newEnv(env, names)
    bind?.(scope, own, error)
    return body(scope, own)
  }
}
