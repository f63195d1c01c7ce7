import { parseExpressionAt, type Expression } from 'acorn'
import { noNames } from './compile/compiler.ts'
import type { Run } from './compile/closure.ts'
import { ExpressionError } from './error.ts'

const MAX_CODE_LENGTH = 512 * 1024

/** The code between `{{` and `}}`. */
export type Code = {
  readonly text: string
  readonly run: Run
  /** A path, a literal: needs neither limits nor clock. */
  readonly simple: boolean
  /** It was seen to change data, so it works on copies from the start. */
  changes: boolean
  /** Told when it is evaluated, not before: another parameter may never need it. */
  readonly error: ExpressionError | undefined
}

export function compileCode(text: string): Code {
  try {
    const node = parse(text)
    return { text, run: noNames().compile(node), simple: isSimple(node), changes: false, error: undefined }
  } catch (cause) {
    const error = cause instanceof ExpressionError ? cause : invalid(cause)
    return { text, run: () => undefined, simple: false, changes: false, error }
  }
}

function parse(text: string): Expression {
  if (text.length > MAX_CODE_LENGTH) throw new ExpressionError('The expression is too long')
  const node = parseExpressionAt(text, 0, { ecmaVersion: 'latest', allowReserved: true, preserveParens: true })
  const rest = text.slice(node.end).replace(/^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/, '')
  // Whatever follows a semicolon never runs: the value is that of the first expression.
  if (rest !== '' && !rest.startsWith(';'))
    throw new ExpressionError('invalid syntax', { description: `There is something after the expression: ${rest.slice(0, 40)}` })
  return node
}

function invalid(cause: unknown): ExpressionError {
  const said = cause instanceof Error ? cause.message : String(cause)
  return new ExpressionError('invalid syntax', { description: said, cause })
}

function isSimple(node: Expression): boolean {
  if (node.type === 'Literal') return !node.regex
  if (node.type === 'ParenthesizedExpression') return isSimple(node.expression)
  if (node.type === 'ChainExpression') return isSimple(node.expression)
  if (node.type === 'MemberExpression') {
    const fixed = !node.computed || (node.property.type === 'Literal' && node.property.regex === undefined)
    return fixed && node.object.type !== 'Super' && isSimple(node.object)
  }
  if (node.type === 'CallExpression') return isNodeCall(node)
  return node.type === 'Identifier' && !['$parameter', '$rawParameter', '$node'].includes(node.name)
}

/** `$('Name')`, and `.first()`, `.last()`, `.all()` of it or of `$input`, with fixed arguments. */
function isNodeCall(node: Extract<Expression, { type: 'CallExpression' }>): boolean {
  if (!node.arguments.every((argument) => argument.type === 'Literal')) return false
  const { callee } = node
  if (callee.type === 'Identifier') return callee.name === '$'
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false
  if (!['first', 'last', 'all'].includes(callee.property.name)) return false
  const { object } = callee
  if (object.type === 'Identifier') return object.name === '$input'
  return (
    object.type === 'CallExpression' && object.callee.type === 'Identifier' && object.callee.name === '$' && isNodeCall(object)
  )
}
