import { type AnyNode, type CallExpression, type Expression, parse, type Program, type SpreadElement } from 'acorn'
import { refusal } from '../refusal.ts'
import { plainValues } from './plain-value.ts'
import type { Called, ShellCall } from './shell-call.ts'

const longestQueryBytes = 256 * 1024
const longestChain = 30

/** A text as JavaScript, or a refusal that says where it stops being that. */
export function parseProgram(text: string, longestBytes: number): Program {
  if (Buffer.byteLength(text) > longestBytes) throw refusal(`The text is longer than ${Math.round(longestBytes / 1024)} KB.`)
  try {
    return parse(text, { ecmaVersion: 2023, sourceType: 'script', locations: true })
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && error.message.includes('stack space')))
      throw refusal('The text is nested too deeply.')
    const reason = error instanceof Error ? error.message.replace(/\s*\((\d+):\d+\)$/, ' (line $1)') : String(error)
    throw refusal(`This is not a query of the MongoDB shell: ${reason}.`)
  }
}

/** Reads one query, such as `db.orders.find({ state: 'open' }).sort({ at: -1 })`. */
export function parseQuery(text: string): ShellCall {
  const statements = parseProgram(text, longestQueryBytes).body.filter((node) => node.type !== 'EmptyStatement')
  const [statement, second] = statements
  if (statement === undefined) throw refusal('There is no query in the text.')
  if (second !== undefined)
    throw refusal(`There is a second statement in line ${second.loc?.start.line ?? 0}. Several belong into a script.`)
  if (statement.type !== 'ExpressionStatement')
    throw refusal('A query has the form db.<collection>.<method>(…). Programs belong into a script.')
  return readCall(text, statement.expression)
}

type Link = { readonly name: string; readonly args: readonly (Expression | SpreadElement)[] }

function readCall(text: string, expression: Expression): ShellCall {
  const links: Link[] = []
  let node: AnyNode = expression
  while (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !isOfDb(node)) {
    links.unshift({ name: nameOf(node.callee), args: node.arguments })
    node = node.callee.object
    if (links.length > longestChain) throw refusal(`More than ${longestChain} calls follow each other.`)
  }
  const called = links.map(({ name, args }): Called => ({ name, args: plainValues(text, args) }))
  const [method, ...modifiers] = called
  const line = expression.loc?.start.line ?? 1
  if (node.type === 'CallExpression') return ofDatabase(text, node, { called, line })
  if (method === undefined) throw refusal('A query has the form db.<collection>.<method>(…).')
  return { collection: collectionOf(node), method, modifiers, line }
}

/** `db.getCollection('x').find()`, `db.createCollection('x')`. */
function ofDatabase(text: string, node: CallExpression, rest: { called: readonly Called[]; line: number }): ShellCall {
  const { called, line } = rest
  const { callee } = node
  if (callee.type !== 'MemberExpression') throw refusal('A query begins with db.')
  const name = nameOf(callee)
  const args = plainValues(text, node.arguments)
  const [method, ...modifiers] = called
  if (name !== 'getCollection') return { collection: null, method: { name, args }, modifiers: called, line }
  const [collection] = args
  if (typeof collection !== 'string' || args.length !== 1)
    throw refusal("getCollection is given the name of a collection: db.getCollection('orders').")
  if (method === undefined) throw refusal('A query has the form db.<collection>.<method>(…).')
  return { collection, method, modifiers, line }
}

const isDb = (node: AnyNode): boolean => node.type === 'Identifier' && node.name === 'db'
const isOfDb = (node: CallExpression): boolean => node.callee.type === 'MemberExpression' && isDb(node.callee.object)

/** `db.orders`, `db['orders']`, `db.archive.orders`. */
function collectionOf(node: AnyNode): string {
  const names: string[] = []
  let at = node
  while (at.type === 'MemberExpression') {
    names.unshift(nameOf(at))
    at = at.object
  }
  if (!isDb(at) || names.length === 0) throw refusal('A query begins with db and the name of a collection.')
  return names.join('.')
}

function nameOf(node: AnyNode): string {
  if (node.type !== 'MemberExpression' || node.optional) throw refusal('A query has the form db.<collection>.<method>(…).')
  if (!node.computed && node.property.type === 'Identifier') return node.property.name
  if (node.computed && node.property.type === 'Literal' && typeof node.property.value === 'string') return node.property.value
  throw refusal(`Names are written out in a query; in line ${node.loc?.start.line ?? 1} one is computed.`)
}
