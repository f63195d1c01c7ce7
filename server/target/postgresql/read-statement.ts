import type { EffectClass } from '@steward/contract/effect'
import { type QueryClass, queryClasses } from '../target.ts'
import { changingFunctions, whyRefused } from './known-functions.ts'
import type { ParsedStatement } from './parse-task.ts'
import { knownParts, refusedStatements, statementKinds } from './statement-kinds.ts'
import { above, at, descend, namesAt, textAt, type TreeNode } from './tree.ts'

export type NamedRelation = {
  readonly schema: string | null
  readonly name: string
  readonly access: 'read' | 'write'
  /** A name that the statement gives to a part of itself may hide a table of this name; or not, so both are thought of. */
  readonly mayBeLocal: boolean
}

export type CalledFunction = { readonly schema: string | null; readonly name: string }

/** One statement and what its tree says of it. */
export type ReadStatement = {
  readonly root: TreeNode
  readonly nodes: readonly TreeNode[]
  readonly text: string
  readonly line: number
  readonly kind: string
  readonly class: QueryClass
  readonly refusal: string | null
  readonly relations: readonly NamedRelation[]
  readonly functions: readonly CalledFunction[]
  /** Must be carried out by itself: PostgreSQL takes it in no transaction. */
  readonly isAlone: boolean
}

export const strongestClass = (classes: readonly QueryClass[]): QueryClass =>
  classes.reduce<QueryClass>((a, b) => (queryClasses.indexOf(b) > queryClasses.indexOf(a) ? b : a), 'read')

type Around = {
  /** What stands in a block of code. */
  readonly inner?: readonly ReadStatement[]
  /** How many values there are for placeholders. */
  readonly values?: number
}

export function readStatement(parsed: ParsedStatement, { inner = [], values = 0 }: Around = {}): ReadStatement {
  const root: TreeNode = { type: parsed.type, value: parsed.value, field: '', parent: null }
  const nodes = [...descend(root)]
  const functions = functionsOf(nodes)
  const refusal =
    refusalOf(nodes, functions) ??
    refusalOfPlaceholder(nodes, values) ??
    refusalOfDo(parsed) ??
    inner.find((one) => one.refusal !== null)?.refusal ??
    null
  return {
    root,
    nodes,
    text: parsed.text.trimEnd(),
    line: parsed.line,
    kind: Object.hasOwn(statementKinds, root.type) ? (statementKinds[root.type]?.kind ?? '') : root.type,
    class: refusal === null ? strongestClass([classOf(root, nodes, functions), ...inner.map((one) => one.class)]) : 'refused',
    refusal,
    relations: [...relationsOf(root, nodes), ...inner.flatMap((one) => one.relations)],
    functions: [...functions, ...inner.flatMap((one) => one.functions)],
    isAlone: isAlone(root),
  }
}

const isStatement = (node: TreeNode) =>
  node.type.endsWith('Stmt') && node.type !== 'ReturnStmt' && node.type !== 'ReplicaIdentityStmt'

function refusalOf(nodes: readonly TreeNode[], functions: readonly CalledFunction[]): string | null {
  for (const node of nodes) {
    if (Object.hasOwn(refusedStatements, node.type)) return refusedStatements[node.type] ?? null
    const isKnown = isStatement(node) ? Object.hasOwn(statementKinds, node.type) : knownParts.has(node.type)
    if (!isKnown) return `The statement holds something that Steward does not know (${node.type}), so it is refused.`
    const odd = refusalOfOptions(node)
    if (odd !== null) return odd
  }
  for (const { name } of functions) {
    const reason = whyRefused(name)
    if (reason !== undefined) return `The function ${name} is refused: ${reason}.`
  }
  return null
}

function refusalOfPlaceholder(nodes: readonly TreeNode[], values: number): string | null {
  const numbers = nodes.filter((one) => one.type === 'ParamRef').map((one) => Number(one.value['number'] ?? 0))
  const missing = numbers.find((one) => one < 1 || one > values)
  return missing === undefined ? null : `The text has a placeholder ($${missing}) without a value.`
}

/** What only some forms of a statement do. */
function refusalOfOptions(node: TreeNode): string | null {
  if (node.type === 'RangeVar' && textAt(node, 'relpersistence') === 't')
    return 'Temporary tables are refused: the connection ends with the request.'
  if (node.type === 'CreateFunctionStmt') {
    const language = optionOf(node, 'language')
    if (language !== '' && language !== 'sql' && language !== 'plpgsql')
      return `Functions in the language ${language} are refused: only sql and plpgsql can be read by a reviewer.`
  }
  return null
}

export function optionOf(node: TreeNode, name: string): string {
  const option = at(node, 'options').find((one) => one.type === 'DefElem' && textAt(one, 'defname') === name)
  const argument = option === undefined ? undefined : at(option, 'arg')[0]
  return argument === undefined ? '' : textAt(argument, 'sval').toLowerCase()
}

/** A block of code is taken only where all that it does stands in it. */
function refusalOfDo({ type, value, body }: ParsedStatement): string | null {
  if (type !== 'DoStmt') return null
  const language = at({ type, value, field: '', parent: null }, 'args').find((one) => textAt(one, 'defname') === 'language')
  if (language !== undefined && textAt(at(language, 'arg')[0] ?? language, 'sval').toLowerCase() !== 'plpgsql')
    return 'DO blocks are taken in the language plpgsql only.'
  if (body === null) return 'PostgreSQL cannot read the code of the DO block.'
  const code = JSON.stringify(body)
  if (/"PLpgSQL_stmt_(dynexecute|dynfors)"|"dynquery":\{/.test(code))
    return 'EXECUTE in a DO block is refused: what it would carry out cannot be seen in the text.'
  if (/"PLpgSQL_stmt_(commit|rollback)"/.test(code)) return refusedStatements['TransactionStmt'] ?? null
  if (/"PLpgSQL_stmt_call"/.test(code)) return refusedStatements['CallStmt'] ?? null
  return null
}

function classOf(root: TreeNode, nodes: readonly TreeNode[], functions: readonly CalledFunction[]): QueryClass {
  const isPlanOnly = root.type === 'ExplainStmt' && !at(root, 'options').some((one) => textAt(one, 'defname') === 'analyze')
  const classes = nodes.filter(isStatement).map((one) => statementKinds[one.type]?.class ?? 'refused')
  const strongest = isPlanOnly && strongestClass(classes) === 'write' ? 'read' : strongestClass(classes)
  const into = nodes.some((one) => one.type === 'IntoClause')
  const isMarked = nodes.some((one) => one.type === 'LockingClause') || functions.some(({ name }) => changingFunctions.has(name))
  const definer = nodes.some((one) => one.type === 'DefElem' && textAt(one, 'defname') === 'security')
  return strongestClass([strongest, into ? 'schema' : 'read', isMarked ? 'write' : 'read', definer ? 'privilege' : 'read'])
}

function functionsOf(nodes: readonly TreeNode[]): CalledFunction[] {
  return nodes.flatMap((node) => {
    if (node.type === 'FuncCall') return qualified(namesAt(node, 'funcname'))
    // The two that PostgreSQL has are marked VOLATILE because they choose at random.
    if (node.type === 'RangeTableSample')
      return qualified(namesAt(node, 'method')).filter(({ name }) => !['system', 'bernoulli'].includes(name))
    return []
  })
}

function qualified(names: readonly string[]): CalledFunction[] {
  const name = names.at(-1)
  return name === undefined ? [] : [{ schema: names.length > 1 ? (names.at(-2) ?? null) : null, name: name.toLowerCase() }]
}

const changing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

function relationsOf(root: TreeNode, nodes: readonly TreeNode[]): NamedRelation[] {
  const local = new Set(nodes.filter((one) => one.type === 'CommonTableExpr').map((one) => textAt(one, 'ctename')))
  const isSchema = ['schema', 'privilege'].includes(statementKinds[root.type]?.class ?? '')
  const named = nodes.filter((one) => one.type === 'RangeVar' && textAt(one, 'relname') !== '')
  const relations = named.map((node): NamedRelation => {
    const schema = textAt(node, 'schemaname') || null
    const name = textAt(node, 'relname')
    const isTarget =
      (node.field === 'relation' && changing.has(node.parent?.type ?? '')) ||
      node.field === 'rel' ||
      (isSchema && above(node, new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])) === null)
    return { schema, name, access: isTarget ? 'write' : 'read', mayBeLocal: schema === null && local.has(name) }
  })
  return [...relations, ...droppedBy(root)]
}

function droppedBy(root: TreeNode): NamedRelation[] {
  if (root.type !== 'DropStmt' || !/TABLE|VIEW|SEQUENCE|FOREIGN/.test(textAt(root, 'removeType'))) return []
  return at(root, 'objects').flatMap((list) => {
    const names = namesAt(list, 'items')
    const name = names.at(-1)
    return name === undefined ? [] : [{ schema: names.at(-2) ?? null, name, access: 'write' as const, mayBeLocal: false }]
  })
}

function isAlone(root: TreeNode): boolean {
  const isConcurrent =
    root.value['concurrent'] === true || at(root, 'params').some((one) => textAt(one, 'defname') === 'concurrently')
  const wholeDatabase = root.type === 'ReindexStmt' && /SYSTEM|DATABASE|SCHEMA/.test(textAt(root, 'kind'))
  const detaches = at(root, 'cmds').some(
    (one) => textAt(one, 'subtype') === 'AT_DetachPartition' && at(one, 'def')[0]?.value['concurrent'] === true,
  )
  return (
    isConcurrent ||
    wholeDatabase ||
    detaches ||
    (root.type === 'VacuumStmt' && root.value['is_vacuumcmd'] === true) ||
    (root.type === 'ClusterStmt' && root.value['relation'] === undefined)
  )
}

/** What a statement does to the outside, in the words of the gate. */
export function effectOf({ root, nodes, class: of }: ReadStatement): EffectClass {
  if (of === 'read') return 'read'
  if (root.type === 'DoStmt' || of === 'refused' || of === 'privilege') return 'execute'
  if (nodes.some((one) => ['DeleteStmt', 'DropStmt', 'TruncateStmt'].includes(one.type))) return 'delete'
  if (nodes.some((one) => one.type === 'MergeWhenClause' && textAt(one, 'commandType') === 'CMD_DELETE')) return 'delete'
  if (nodes.some((one) => one.type === 'AlterTableCmd' && textAt(one, 'subtype').startsWith('AT_Drop'))) return 'delete'
  return 'write'
}
