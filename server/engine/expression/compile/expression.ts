import type { ConditionalExpression, Expression, SpreadElement } from 'acorn'
import { ExpressionError } from '../error.ts'
import { budget, checkLength } from '../budget.ts'
import { toText } from '../member/text.ts'
import { compileAssignment, compileUpdate } from './assignment.ts'
import { compileCall, compileNew, compileTagged } from './call.ts'
import { SHORT, type Run } from './closure.ts'
import { compileElements } from './elements.ts'
import { compileFunction } from './function.ts'
import { compileIdentifier } from './identifier.ts'
import { compileMember } from './member.ts'
import type { AnyExpression, Names } from './names.ts'
import { compileObject } from './object.ts'
import { compileBinary, compileLogical, compileUnary } from './operator.ts'
import { compileRegex } from './regex-literal.ts'

export function compileExpression(node: AnyExpression, names: Names): Run {
  switch (node.type) {
    case 'Literal':
      return compileLiteral(node)
    case 'Identifier':
      return compileIdentifier(node.name, names)
    case 'MemberExpression':
      return compileMember(node, names)
    case 'CallExpression':
      return compileCall(node, names)
    case 'ChainExpression': {
      const inner = compileExpression(node.expression, names)
      return (scope, env) => {
        const value = inner(scope, env)
        return value === SHORT ? undefined : value
      }
    }
    case 'NewExpression':
      return compileNew(node, names)
    case 'BinaryExpression':
      return compileBinary(node, names)
    case 'LogicalExpression':
      return compileLogical(node, names)
    case 'UnaryExpression':
      return compileUnary(node, names)
    case 'ConditionalExpression':
      return compileConditional(node, names)
    case 'TemplateLiteral':
      return compileTemplateLiteral(
        node.quasis.map((quasi) => quasi.value.cooked ?? ''),
        node.expressions.map((part) => compileExpression(part, names)),
      )
    case 'TaggedTemplateExpression':
      return compileTagged(node, names)
    case 'ArrayExpression':
      return compileArray(node.elements, names)
    case 'ObjectExpression':
      return compileObject(node, names)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return compileFunction(node, names)
    case 'AssignmentExpression':
      return compileAssignment(node, names)
    case 'UpdateExpression':
      return compileUpdate(node, names)
    case 'SequenceExpression':
      return compileSequence(node.expressions.map((part) => compileExpression(part, names)))
    case 'ParenthesizedExpression':
      return compileExpression(node.expression, names)
    case 'ThisExpression':
      return compileIdentifier('this', names)
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'ImportExpression':
    case 'ClassExpression':
    case 'MetaProperty':
    case 'Super':
    case 'PrivateIdentifier':
    default:
      throw new ExpressionError(`${refused[node.type]} cannot be used in an expression. Use a Code node for it.`)
  }
}

const refused = {
  AwaitExpression: '"await"',
  YieldExpression: '"yield"',
  ImportExpression: '"import"',
  ClassExpression: 'A class',
  MetaProperty: '"new.target" or "import.meta"',
  Super: '"super"',
  PrivateIdentifier: 'A private name',
}

function compileConditional(node: ConditionalExpression, names: Names): Run {
  const test = names.compile(node.test)
  const consequent = names.compile(node.consequent)
  const alternate = names.compile(node.alternate)
  return (scope, env) => (test(scope, env) ? consequent(scope, env) : alternate(scope, env))
}

function compileSequence(parts: readonly Run[]): Run {
  return (scope, env) => {
    let value: unknown
    for (const part of parts) value = part(scope, env)
    return value
  }
}

function compileLiteral(node: Extract<Expression, { type: 'Literal' }>): Run {
  if (node.regex !== undefined && node.regex !== null) return compileRegex(node.regex.pattern, node.regex.flags)
  const value = node.bigint === undefined || node.bigint === null ? node.value : BigInt(node.bigint)
  return () => value
}

function compileTemplateLiteral(texts: readonly string[], parts: readonly Run[]): Run {
  return (scope, env) => {
    let built = texts[0] ?? ''
    for (let index = 0; index < parts.length; index++) {
      built += toText((parts[index] as Run)(scope, env)) + (texts[index + 1] ?? '')
      checkLength(built.length)
    }
    return built
  }
}

function compileArray(elements: readonly (Expression | SpreadElement | null)[], names: Names): Run {
  const fill = compileElements(elements, names)
  return (scope, env) => (budget.fresh = fill(scope, env))
}
