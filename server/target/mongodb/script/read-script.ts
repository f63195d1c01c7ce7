import type { AnyNode, Program } from 'acorn'
import type { EffectClass } from '@steward/contract/effect'
import { strongestEffect } from '@steward/contract/effect'
import type { QueryClass, TouchedTable } from '../../target.ts'
import { isStronger, strongest } from '../classify.ts'
import { methods, refusedMethods } from '../operation/methods.ts'
import { refusedOperators } from '../operation/operators.ts'
import { assertCollection } from '../operation/pipeline.ts'
import { refusal } from '../refusal.ts'
import { parseProgram } from '../shell/parse-query.ts'

const longestScriptBytes = 1024 * 1024
const deepest = 400

export type ScriptCall = {
  readonly method: string
  readonly collection: string | null
  readonly line: number
  readonly text: string
  readonly hasCondition: boolean
}

/** What a script can do, by what its text can call. It is held to the class that was approved when it runs. */
export type ScriptReading = {
  readonly class: QueryClass
  readonly effect: EffectClass
  readonly calls: readonly ScriptCall[]
  readonly tables: readonly TouchedTable[]
  /** Where a method is called by a name that only the running script knows; then anything may be called. */
  readonly dynamicLines: readonly number[]
}

/** Names by which code could be made of text, or the outside be looked for. Nothing of it is there; who asks is told so at once. */
const absent: Readonly<Record<string, string>> = {
  eval: 'eval is not available: what a script does has to stand in its text.',
  Function: 'Function is not available: what a script does has to stand in its text.',
  require: 'require is not available in a script.',
  process: 'process is not available in a script.',
  fetch: 'fetch is not available in a script: it reaches the database and nothing else.',
  XMLHttpRequest: 'XMLHttpRequest is not available in a script: it reaches the database and nothing else.',
  load: 'load is not available in a script.',
}

type Found = {
  readonly classes: Set<QueryClass>
  readonly effects: Set<EffectClass>
  readonly calls: ScriptCall[]
  readonly tables: Map<string, TouchedTable>
  readonly dynamicLines: Set<number>
  /** Names that stand for a collection or for db. */
  readonly aliases: Set<string>
}

export function readScript(text: string): ScriptReading {
  const program: Program = parseProgram(text, longestScriptBytes)
  if (program.body.length === 0) throw refusal('There is no script in the text.')
  const found: Found = {
    classes: new Set(['read']),
    effects: new Set(['read']),
    calls: [],
    tables: new Map(),
    dynamicLines: new Set(),
    aliases: new Set(['db']),
  }
  const nodes = [...walk(program, 0)]
  for (const node of nodes) addAlias(node, found)
  for (const node of nodes) look(node, found, text)
  if (found.dynamicLines.size > 0) {
    found.classes.add('schema')
    found.effects.add('delete')
  }
  return {
    class: strongest([...found.classes]),
    effect: strongestEffect([...found.effects]),
    calls: found.calls,
    tables: [...found.tables.values()],
    dynamicLines: [...found.dynamicLines],
  }
}

function* walk(node: AnyNode, depth: number): Generator<AnyNode> {
  if (depth > deepest) throw refusal('The script is nested too deeply.')
  yield node
  for (const value of Object.values(node) as unknown[])
    for (const inner of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(inner)) yield* walk(inner, depth + 1)
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string'
const lineOf = (node: AnyNode): number => node.loc?.start.line ?? 1

/** `const orders = db.orders`: from here on `orders[name]` is as dynamic as `db[name]`. */
function addAlias(node: AnyNode, found: Found): void {
  if (node.type === 'VariableDeclarator' && node.init && node.id.type === 'Identifier' && isOfDb(node.init, found))
    found.aliases.add(node.id.name)
  if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier' && isOfDb(node.right, found))
    found.aliases.add(node.left.name)
}

/** db, db.orders, db.getCollection('x'), and what was given the name of one of them. */
function isOfDb(node: AnyNode, found: Found): boolean {
  if (node.type === 'Identifier') return found.aliases.has(node.name)
  if (node.type === 'MemberExpression') return isOfDb(node.object, found)
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression')
    return nameOf(node.callee) === 'getCollection' && isOfDb(node.callee.object, found)
  return false
}

function look(node: AnyNode, found: Found, text: string): void {
  if (imports.has(node.type)) throw refusal(`import is not available in a script. (line ${lineOf(node)})`)
  if (node.type === 'WithStatement') throw refusal(`with is refused: it hides what a name means. (line ${lineOf(node)})`)
  if (node.type === 'Identifier') {
    if (Object.hasOwn(absent, node.name)) throw refusal(`${String(absent[node.name])} (line ${lineOf(node)})`)
    if (node.name === 'Reflect') found.dynamicLines.add(lineOf(node))
  } else if (node.type === 'MemberExpression') lookAtMember(node, found)
  else if (node.type === 'CallExpression') lookAtCall(node, found, text)
  else if (node.type === 'Property') lookAtProperty(node, found)
  else if (node.type === 'Literal' && typeof node.value === 'string') lookAtOperator(node.value, node, found)
}

const imports = new Set<string>(['ImportExpression', 'ImportDeclaration', 'MetaProperty'])

function lookAtMember(node: Extract<AnyNode, { type: 'MemberExpression' }>, found: Found): void {
  const name = nameOf(node)
  if (name === undefined) {
    if (isOfDb(node.object, found)) found.dynamicLines.add(lineOf(node))
    return
  }
  if (name === 'constructor') throw refusal(`constructor is refused: code is not made of text here. (line ${lineOf(node)})`)
  if (isOfDb(node.object, found) && Object.hasOwn(refusedMethods, name) && !['map', 'forEach', 'group'].includes(name))
    throw refusal(String(refusedMethods[name]))
  addMethod(name, found)
}

function lookAtCall(node: Extract<AnyNode, { type: 'CallExpression' }>, found: Found, text: string): void {
  const { callee } = node
  if (callee.type !== 'MemberExpression') return
  const name = nameOf(callee)
  if (name === undefined) {
    // `rows[i](…)`: whatever it is, nobody can read it here.
    found.dynamicLines.add(lineOf(node))
    return
  }
  if (!Object.hasOwn(methods, name) || !isOfDb(callee.object, found)) return
  const method = methods[name]
  const collection = name === 'createCollection' ? null : collectionOf(callee.object)
  if (collection !== null && collection !== '*') assertCollection(collection)
  found.calls.push({
    method: name,
    collection,
    line: lineOf(node),
    text: text.slice(node.start, node.end),
    hasCondition: node.arguments.length > 0,
  })
  const access = method?.class === 'read' ? 'read' : 'write'
  const table: TouchedTable = { schema: null, name: collection ?? '*', columns: ['*'], access }
  found.tables.set(`${table.name} ${access}`, table)
}

function lookAtProperty(node: Extract<AnyNode, { type: 'Property' }>, found: Found): void {
  const { key } = node
  if (node.computed) {
    if (key.type !== 'Literal') return
  }
  const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : ''
  if (name === '__proto__') throw refusal(`The key __proto__ is refused. (line ${lineOf(node)})`)
  lookAtOperator(name, node, found)
  // `const { deleteMany } = db.orders`
  addMethod(name, found)
}

function lookAtOperator(name: string, node: AnyNode, found: Found): void {
  if (name === '$out' || name === '$merge') {
    found.classes.add('write')
    found.effects.add(name === '$out' ? 'delete' : 'write')
  } else if (Object.hasOwn(refusedOperators, name)) throw refusal(`${String(refusedOperators[name])} (line ${lineOf(node)})`)
}

/** Whatever it is called on: a name of the text is enough to have its class. */
function addMethod(name: string, found: Found): void {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (method === undefined) return
  if (isStronger(method.class, 'read')) found.effects.add(method.effect)
  found.classes.add(method.class)
}

function nameOf(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  if (!node.computed && node.property.type === 'Identifier') return node.property.name
  if (node.computed && node.property.type === 'Literal') return String(node.property.value)
  return undefined
}

/** `*` where the text alone does not say it. */
function collectionOf(node: AnyNode): string {
  const names: string[] = []
  let at = node
  while (at.type === 'MemberExpression') {
    const name = nameOf(at)
    if (name === undefined) return '*'
    names.unshift(name)
    at = at.object
  }
  if (at.type === 'CallExpression') {
    const [first] = at.arguments
    return first?.type === 'Literal' && typeof first.value === 'string' ? first.value : '*'
  }
  return at.type === 'Identifier' && at.name === 'db' && names.length > 0 ? names.join('.') : '*'
}
