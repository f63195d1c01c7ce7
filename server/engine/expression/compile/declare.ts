import type { ModuleDeclaration, Statement, VariableDeclaration } from 'acorn'
import type { Names } from './names.ts'
import { declarePattern } from './declare-pattern.ts'

type AnyStatement = Statement | ModuleDeclaration

/** Declares `let`, `const` and functions of these statements in `names`. */
export function declareAll(statements: readonly AnyStatement[], names: Names): void {
  for (const statement of statements) {
    if (statement.type === 'FunctionDeclaration' && statement.id) names.declare(statement.id.name)
    if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
      for (const { id } of statement.declarations) declarePattern(id, names, statement.kind === 'const')
    }
  }
}

/** `var` belongs to the function, wherever in it the declaration stands. */
export function hoistVars(node: unknown, names: Names): void {
  if (Array.isArray(node)) {
    for (const each of node) hoistVars(each, names)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type } = node as { type?: string }
  if (type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression') return
  if (type === 'VariableDeclaration' && (node as VariableDeclaration).kind === 'var') {
    for (const { id } of (node as VariableDeclaration).declarations) declarePattern(id, names)
  }
  for (const value of Object.values(node)) if (typeof value === 'object') hoistVars(value, names)
}
