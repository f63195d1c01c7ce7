import type { ReadStatement } from './read-statement.ts'
import { at, namesAt, textAt, type TreeNode } from './tree.ts'

/** What is known of the hidden columns that a statement might reach. */
export type Hiding = {
  /** Names of hidden columns of the tables that the statement touches. */
  readonly columns: ReadonlySet<string>
  /** Names of those tables. */
  readonly tables: ReadonlySet<string>
  /** All columns of those tables. */
  readonly known: ReadonlySet<string>
}

const explained = (column: string) =>
  `The column ${column} is hidden: it can be selected by itself and is shown as ••••, but it cannot stand in a condition, a join, an order, a group, an expression or a subquery.`

/** Why the statement may not run because of hidden columns; null when it may. When in doubt, it may not. */
export function refusalOfHidden(statement: ReadStatement, hiding: Hiding): string | null {
  const { root, nodes } = statement
  if (['RenameStmt', 'AlterObjectSchemaStmt'].includes(root.type))
    return 'The table has hidden columns; another name would uncover them.'
  if (nodes.some((one) => one.type === 'AlterTableCmd' && /^AT_(DetachPartition|DropInherit)$/.test(textAt(one, 'subtype'))))
    return 'The table has hidden columns because of the one that it belongs to; by itself they would be uncovered.'
  const rows = rowNames(nodes, hiding)
  const outputs = plainOutputs(root)
  const shown = outputs.filter((one) => isHiddenOrStar(one, hiding))
  const aliases = new Set(shown.map((one) => textAt(one.parent ?? one, 'name')).filter((name) => name !== ''))
  for (const node of nodes) {
    const refusal = refusalOfNode(node, {
      hiding,
      rows,
      aliases,
      isShown: shown.length > 0,
      outputs: new Set(outputs.map((one) => one.value)),
    })
    if (refusal !== null) return refusal
  }
  return null
}

type Context = {
  readonly hiding: Hiding
  readonly rows: ReadonlySet<string>
  readonly aliases: ReadonlySet<string>
  readonly isShown: boolean
  readonly outputs: ReadonlySet<unknown>
}

function refusalOfNode(node: TreeNode, context: Context): string | null {
  const { hiding } = context
  switch (node.type) {
    case 'ColumnRef':
      return refusalOfColumn(node, context)
    case 'A_Indirection':
      return refusedName(namesAt(node, 'indirection').find((name) => hiding.columns.has(name)))
    case 'JoinExpr':
      if (node.value['isNatural'] === true)
        return 'NATURAL JOIN is refused here: a table in it has hidden columns, and they might be what it joins by.'
      return refusedName(namesAt(node, 'usingClause').find((name) => hiding.columns.has(name)))
    case 'Alias':
      return node.value['colnames'] !== undefined && ['JoinExpr', 'RangeVar'].includes(node.parent?.type ?? '')
        ? 'Other names for the columns of a table are refused here: the table has hidden columns.'
        : null
    case 'IndexElem':
      return refusedName(hiding.columns.has(textAt(node, 'name')) ? textAt(node, 'name') : undefined)
    case 'A_Const':
      return context.isShown && isPosition(node)
        ? 'Columns are counted in ORDER BY or GROUP BY, and hidden columns are among them; name the columns instead.'
        : null
    default:
      return null
  }
}

const refusedName = (name: string | undefined) => (name === undefined ? null : explained(name))

function refusalOfColumn(node: TreeNode, { hiding, rows, aliases, outputs }: Context): string | null {
  const words = namesAt(node, 'fields')
  const last = words.at(-1) ?? ''
  const owner = words.at(-2)
  const isOutput = outputs.has(node.value)
  if (last === '*') {
    if (isOutput || (owner !== undefined && !rows.has(owner)) || (owner === undefined && !reachesHidden(node, hiding)))
      return null
    return 'The * stands for hidden columns too, in a place where they cannot be hidden; name the columns that are needed.'
  }
  if (hiding.columns.has(last) && !isOutput) return explained(last)
  if (words.length === 1 && aliases.has(last) && !isOutput) return explained(last)
  if (rows.has(last)) return `${last} stands for whole rows with hidden columns in them; name the columns that are needed.`
  if (owner !== undefined && rows.has(owner) && !hiding.known.has(last))
    return `${words.join('.')} is no column of the table; as a function it would see hidden columns.`
  return null
}

/** What a name of one word can mean besides a column: a whole row of a table with hidden columns. */
function rowNames(nodes: readonly TreeNode[], hiding: Hiding): ReadonlySet<string> {
  const tables = nodes.filter((one) => one.type === 'RangeVar' && hiding.tables.has(textAt(one, 'relname')))
  const joins = nodes
    .filter((one) => one.type === 'JoinExpr')
    .flatMap((one) => [...at(one, 'alias'), ...at(one, 'join_using_alias')])
  const returned = nodes.filter((one) => one.type === 'ReturningOption').map((one) => textAt(one, 'value'))
  return new Set([
    ...tables.flatMap((one) => [textAt(one, 'relname'), ...at(one, 'alias').map((alias) => textAt(alias, 'aliasname'))]),
    ...joins.map((one) => textAt(one, 'aliasname')),
    ...returned,
    'old',
    'new',
    'excluded',
  ])
}

/** The column references that are shown as they are, where the wire tells which column of which table they come from. */
export function plainOutputs(root: TreeNode): TreeNode[] {
  const shown = root.type === 'ExplainStmt' ? (at(root, 'query')[0] ?? root) : root
  if (
    shown.type === 'SelectStmt' &&
    (shown.value['distinctClause'] !== undefined ||
      shown.value['intoClause'] !== undefined ||
      textAt(shown, 'op') !== 'SETOP_NONE')
  )
    return []
  const targets =
    shown.type === 'SelectStmt' ? at(shown, 'targetList') : at(shown, 'returningClause').flatMap((one) => at(one, 'exprs'))
  return targets.flatMap((target) => at(target, 'val').filter((one) => one.type === 'ColumnRef'))
}

function isHiddenOrStar(node: TreeNode, hiding: Hiding): boolean {
  const last = namesAt(node, 'fields').at(-1) ?? ''
  return last === '*' || hiding.columns.has(last)
}

/** Whether a `*` in this query means a table with hidden columns. EXISTS looks at no column. */
function reachesHidden(star: TreeNode, hiding: Hiding): boolean {
  let query = star.parent
  while (query !== null && query.type !== 'SelectStmt') query = query.parent
  if (query === null) return true
  if (query.parent?.type === 'SubLink' && textAt(query.parent, 'subLinkType') === 'EXISTS_SUBLINK') return false
  const reached = [...at(query, 'fromClause')]
  for (let one = reached.pop(); one !== undefined; one = reached.pop()) {
    if (one.type === 'RangeVar' && hiding.tables.has(textAt(one, 'relname'))) return true
    if (one.type === 'JoinExpr') reached.push(...at(one, 'larg'), ...at(one, 'rarg'))
    if (one.type === 'RangeTableSample') reached.push(...at(one, 'relation'))
  }
  return false
}

function isPosition(node: TreeNode): boolean {
  return (
    (node.field === 'node' && node.parent?.type === 'SortBy') ||
    node.field === 'groupClause' ||
    node.parent?.type === 'GroupingSet'
  )
}
