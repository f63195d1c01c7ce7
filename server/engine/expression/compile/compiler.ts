import { compileExpression } from './expression.ts'
import { Names, type Compiler } from './names.ts'
import { compileBody, compileList, compileStatement } from './statement.ts'

const compiler: Compiler = { expression: compileExpression, statement: compileStatement, list: compileList, body: compileBody }

/** The outermost names of an expression: none. */
export function noNames(): Names {
  return new Names(undefined, compiler)
}
