export type Fields = Readonly<Record<string, unknown>>

/** A node of a parse tree. `field` is where it hangs in its parent. */
export type TreeNode = {
  readonly type: string
  readonly value: Fields
  readonly field: string
  readonly parent: TreeNode | null
}

/** The parser names the type of most nodes; these fields always hold the same one, which it leaves out. */
const fieldTypes: Readonly<Record<string, string>> = {
  ival: 'Integer',
  fval: 'Float',
  boolval: 'Boolean',
  sval: 'String',
  bsval: 'BitString',
  alias: 'Alias',
  join_using_alias: 'Alias',
  rel: 'RangeVar',
  relation: 'RangeVar',
  view: 'RangeVar',
  sequence: 'RangeVar',
  table: 'RangeVar',
  pktable: 'RangeVar',
  constrrel: 'RangeVar',
  identitySequence: 'RangeVar',
  typevar: 'RangeVar',
  name: 'RangeVar',
  format: 'JsonFormat',
  returning: 'JsonReturning',
  on_empty: 'JsonBehavior',
  on_error: 'JsonBehavior',
  pathspec: 'JsonTablePathSpec',
  output: 'JsonOutput',
  context_item: 'JsonValueExpr',
  val: 'JsonValueExpr',
  value: 'JsonValueExpr',
  expr: 'JsonValueExpr',
  arg: 'JsonValueExpr',
  constructor: 'JsonAggConstructor',
  typeName: 'TypeName',
  ofTypename: 'TypeName',
  returnType: 'TypeName',
  argType: 'TypeName',
  over: 'WindowDef',
  collClause: 'CollateClause',
  bound: 'PartitionBoundSpec',
  partbound: 'PartitionBoundSpec',
  partspec: 'PartitionSpec',
  infer: 'InferClause',
  search_clause: 'CTESearchClause',
  cycle_clause: 'CTECycleClause',
  onConflictClause: 'OnConflictClause',
  returningClause: 'ReturningClause',
  withClause: 'WithClause',
  intoClause: 'IntoClause',
  into: 'IntoClause',
  larg: 'SelectStmt',
  rarg: 'SelectStmt',
  action: 'GrantStmt',
  authrole: 'RoleSpec',
  newowner: 'RoleSpec',
  grantor: 'RoleSpec',
  owner: 'RoleSpec',
  role: 'RoleSpec',
  newrole: 'RoleSpec',
  func: 'ObjectWithArgs',
  opername: 'ObjectWithArgs',
  setstmt: 'VariableSetStmt',
  funccall: 'FuncCall',
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

function nodeOf(value: Fields, field: string, parent: TreeNode | null): TreeNode[] {
  const keys = Object.keys(value)
  if (keys.length === 0) return []
  const [key = ''] = keys
  const inner = value[key]
  if (keys.length === 1 && /^[A-Z]/.test(key) && isObject(inner)) return [{ type: key, value: inner, field, parent }]
  // A field that nobody has thought of has a type that is on no list, and is refused there.
  return [{ type: Object.hasOwn(fieldTypes, field) ? (fieldTypes[field] ?? '') : `the field ${field}`, value, field, parent }]
}

function childrenOf(node: TreeNode): TreeNode[] {
  return Object.entries(node.value).flatMap(([field, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => (isObject(one) ? nodeOf(one, field, node) : [])),
  )
}

/** The node and everything below it, parents before children. */
export function* descend(root: TreeNode): Generator<TreeNode> {
  const stack = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node
    stack.push(...childrenOf(node).reverse())
  }
}

/** What hangs in one field of a node. */
export function at(node: TreeNode, field: string): TreeNode[] {
  const value = node.value[field]
  return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => (isObject(one) ? nodeOf(one, field, node) : []))
}

/** The words of a list of names, such as `pg_catalog`, `now`. `*` stands for all columns. */
export function namesAt(node: TreeNode, field: string): string[] {
  return at(node, field).flatMap((one) => {
    if (one.type === 'A_Star') return ['*']
    return one.type === 'String' ? [textAt(one, 'sval')] : []
  })
}

export function textAt(node: TreeNode, field: string): string {
  const value = node.value[field]
  return typeof value === 'string' ? value : ''
}

/** The nearest node above, of one of these types. */
export function above(node: TreeNode, types: ReadonlySet<string>): TreeNode | null {
  let one = node.parent
  while (one !== null && !types.has(one.type)) one = one.parent
  return one
}
