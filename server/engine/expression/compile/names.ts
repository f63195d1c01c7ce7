import type { Expression, ModuleDeclaration, PrivateIdentifier, Statement, Super } from 'acorn'
import { UNSET, type Env, type Exec, type Run } from './closure.ts'
import { ExpressionError } from '../error.ts'

type Variable = { readonly index: number; readonly constant: boolean }

/** Where a name was found: how many blocks up, and which slot. */
export type Place = { readonly depth: number; readonly index: number; readonly constant: boolean }

export type AnyExpression = Expression | Super | PrivateIdentifier

export type AnyStatement = Statement | ModuleDeclaration

/** The compiler, handed down with the names so that its parts need not import each other in circles. */
export type Compiler = {
  readonly expression: (node: AnyExpression, names: Names) => Run
  readonly statement: (node: AnyStatement, names: Names, label?: string) => Exec
  readonly list: (statements: readonly AnyStatement[], names: Names) => Exec
  readonly body: (statements: readonly AnyStatement[], names: Names) => Exec
}

/** The names that one function or block declares, known when compiling. */
export class Names {
  readonly parent: Names | undefined
  readonly compiler: Compiler
  readonly #variables = new Map<string, Variable>()

  constructor(parent: Names | undefined, compiler: Compiler) {
    this.parent = parent
    this.compiler = compiler
  }

  inside(): Names {
    return new Names(this, this.compiler)
  }

  compile(node: AnyExpression): Run {
    return this.compiler.expression(node, this)
  }

  compileStatement(node: AnyStatement, label?: string): Exec {
    return this.compiler.statement(node, this, label)
  }

  compileList(statements: readonly AnyStatement[]): Exec {
    return this.compiler.list(statements, this)
  }

  compileBody(statements: readonly AnyStatement[]): Exec {
    return this.compiler.body(statements, this)
  }

  get size(): number {
    return this.#variables.size
  }

  declare(name: string, constant = false): number {
    const known = this.#variables.get(name)
    if (known !== undefined) return known.index
    if (forbidden.has(name)) throw new ExpressionError(`"${name}" cannot be the name of a variable`)
    const index = this.#variables.size + 1
    this.#variables.set(name, { index, constant })
    return index
  }

  find(name: string, depth = 0): Place | undefined {
    const variable = this.#variables.get(name)
    if (variable !== undefined) return { depth, ...variable }
    return this.parent?.find(name, depth + 1)
  }
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** Room for all variables of a function or block, none of them initialised. */
export function newEnv(parent: Env, names: Names): Env {
  const env: Env = [parent]
  for (let index = names.size; index > 0; index--) env.push(UNSET)
  return env
}

export function envAt(env: Env, depth: number): Env {
  let at = env
  for (let up = depth; up > 0; up--) at = at[0] as Env
  return at
}
