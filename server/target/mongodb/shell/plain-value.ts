import { parse as parseValues, ParseMode } from '@mongodb-js/shell-bson-parser'
import type { AnyNode, BinaryExpression, Expression, ObjectExpression, SpreadElement, UnaryExpression } from 'acorn'
import { refusal } from '../refusal.ts'

const makers = new Set([
  'BinData',
  'Date',
  'DBRef',
  'Decimal128',
  'Double',
  'ISODate',
  'Int32',
  'Int64',
  'Long',
  'MaxKey',
  'MinKey',
  'NumberDecimal',
  'NumberInt',
  'NumberLong',
  'ObjectID',
  'ObjectId',
  'RegExp',
  'Timestamp',
  'UUID',
])
const constants = new Set(['NaN', 'Infinity'])
const operators = new Set<string>(['+', '-', '*', '/'])
const signs = new Set<string>(['+', '-', '!'])
const sums = /^(now|abs|ceil|floor|max|min|pow|round|trunc|getTime|valueOf|toISOString)$/
const deepest = 60

/**
 * The arguments of a call as BSON. Only values are let through: the parser behind it knows methods of arrays and
 * strings too, by which a text of twenty letters asks for gigabytes.
 */
export function plainValues(text: string, nodes: readonly (Expression | SpreadElement)[]): unknown[] {
  const [first] = nodes
  const last = nodes.at(-1)
  if (first === undefined || last === undefined) return []
  for (const node of nodes) assertPlain(node, 0)
  let values: unknown
  try {
    values = parseValues(`[${text.slice(first.start, last.end)}]`, { mode: ParseMode.Loose })
  } catch (error) {
    throw refusal(`These values cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
  // Its way of refusing is an empty text.
  if (!Array.isArray(values)) throw refusal(`Only plain values can be given to a query${at(first)}.`)
  return values
}

function assertPlain(node: AnyNode, depth: number): void {
  if (depth > deepest) throw refusal(`Values may be nested ${deepest} deep, these are deeper.`)
  if (node.type === 'Literal') {
    if (typeof node.bigint === 'string') throw unfit('a BigInt', node, 'Write NumberLong("…") instead.')
  } else if (node.type === 'Identifier') {
    if (node.name === 'undefined') throw unfit('undefined', node, 'A condition on it would meet what nobody meant.')
    if (!constants.has(node.name)) throw unfit(`the name ${node.name}`, node, 'Variables belong into a script.')
  } else if (node.type === 'ArrayExpression') {
    for (const element of node.elements) {
      if (element === null) throw unfit('an empty place in a list', node)
      assertPlain(element, depth + 1)
    }
  } else if (node.type === 'ObjectExpression') assertPlainObject(node, depth)
  else if (node.type === 'UnaryExpression' || node.type === 'BinaryExpression') assertSum(node, depth)
  else if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    assertMaker(node.callee, depth)
    for (const argument of node.arguments) assertPlain(argument, depth + 1)
  } else throw unfit(kinds[node.type] ?? node.type, node)
}

function assertSum(node: UnaryExpression | BinaryExpression, depth: number): void {
  if (!(node.type === 'UnaryExpression' ? signs : operators).has(node.operator))
    throw unfit(`the operator ${node.operator}`, node)
  if (node.type === 'UnaryExpression') return assertPlain(node.argument, depth + 1)
  assertPlain(node.left, depth + 1)
  assertPlain(node.right, depth + 1)
}

function assertPlainObject(node: ObjectExpression, depth: number): void {
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') throw unfit('a spread', property)
    if (property.computed || property.method || property.kind !== 'init' || property.shorthand)
      throw unfit('a computed key or a method', property)
    const key =
      property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? String(property.key.value) : ''
    if (key.split('.').includes('__proto__')) throw unfit('the key __proto__', property)
    assertPlain(property.value, depth + 1)
  }
}

/** `ObjectId(…)`, `new Date(…)`, and sums of time as `Date.now() - 86400000` and `new Date().getTime()`. */
function assertMaker(callee: AnyNode, depth: number): void {
  if (callee.type === 'Identifier') {
    if (!makers.has(callee.name)) throw unfit(`the function ${callee.name}`, callee)
    return
  }
  if (
    callee.type !== 'MemberExpression' ||
    callee.computed ||
    callee.property.type !== 'Identifier' ||
    !sums.test(callee.property.name)
  )
    throw unfit('a call of a method', callee)
  const { object } = callee
  if (object.type === 'Identifier' && (object.name === 'Date' || object.name === 'Math')) return
  if (
    (object.type === 'NewExpression' || object.type === 'CallExpression') &&
    object.callee.type === 'Identifier' &&
    object.callee.name.endsWith('Date')
  )
    return assertPlain(object, depth + 1)
  throw unfit('a call of a method', callee)
}

const kinds: Partial<Record<AnyNode['type'], string>> = {
  ArrowFunctionExpression: 'a function',
  FunctionExpression: 'a function',
  TemplateLiteral: 'a template text',
  TaggedTemplateExpression: 'a template text',
  MemberExpression: 'a property of something',
  SpreadElement: 'a spread',
  AssignmentExpression: 'an assignment',
  SequenceExpression: 'several expressions',
  ConditionalExpression: 'a choice',
}

const at = (node: AnyNode): string => (node.loc?.start === undefined ? '' : ` (line ${node.loc.start.line})`)

const unfit = (what: string, node: AnyNode, hint = 'What has to be computed belongs into a script.') =>
  refusal(`A query is given plain values only, and there is ${what}${at(node)}. ${hint}`)
