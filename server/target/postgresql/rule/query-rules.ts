import { above, at, textAt, type TreeNode } from '../tree.ts'
import { columnName, note, ofType, operatorOf, type Remark, type Rule, warning, error } from './rule.ts'

const selects = new Set(['SelectStmt'])

const isInWhere = (node: TreeNode): boolean => {
  for (let one: TreeNode | null = node; one !== null; one = one.parent) {
    if (one.field === 'whereClause' || one.field === 'quals') return true
    if (one.type === 'SelectStmt') return false
  }
  return false
}

const comparisons = (nodes: readonly TreeNode[]) => nodes.filter((one) => one.type === 'A_Expr' && isInWhere(one))
const literal = (node: TreeNode | undefined) => (node?.type === 'A_Const' ? textAt(at(node, 'sval')[0] ?? node, 'sval') : '')
const isAggregate = (node: TreeNode) =>
  node.type === 'FuncCall' &&
  /^(count|sum|avg|min|max|bool_and|bool_or|every|\w+_agg)$/.test(
    at(node, 'funcname')
      .map((one) => textAt(one, 'sval'))
      .at(-1) ?? '',
  )

/** What review says of queries. */
export const queryRules: readonly Rule[] = [
  {
    name: 'select_star',
    severity: note,
    remarks: (statement) =>
      ofType(statement, 'ResTarget').flatMap((target) => {
        const value = at(target, 'val')[0]
        const isStar = value?.type === 'ColumnRef' && columnName(value).endsWith('*')
        return isStar && target.parent?.type === 'SelectStmt'
          ? [
              {
                text: 'It reads every column.',
                hint: 'Name the columns that are needed: less is read, and a new column does not appear by itself.',
                node: target,
              },
            ]
          : []
      }),
  },
  {
    name: 'missing_limit',
    severity: note,
    remarks: ({ root }) => {
      const isOpen =
        root.type === 'SelectStmt' && root.value['limitCount'] === undefined && root.value['fromClause'] !== undefined
      const isOne =
        root.value['groupClause'] === undefined && at(root, 'targetList').some((one) => at(one, 'val').some(isAggregate))
      return isOpen && !isOne
        ? [
            {
              text: 'The result has no LIMIT.',
              hint: 'It is cut at the limit of the request; say LIMIT to choose which rows come.',
            },
          ]
        : []
    },
  },
  {
    name: 'offset_paging',
    severity: note,
    remarks: (statement) =>
      ofType(statement, 'SelectStmt').flatMap((node) =>
        at(node, 'limitOffset').some((one) => one.type !== 'A_Const' || Number(at(one, 'ival')[0]?.value['ival'] ?? 0) >= 1_000)
          ? [
              {
                text: 'OFFSET reads every row that it skips.',
                hint: 'Go on from the last key: WHERE id > … ORDER BY id LIMIT ….',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'limit_without_order',
    severity: note,
    remarks: (statement) =>
      ofType(statement, 'SelectStmt').flatMap((node) =>
        node.value['limitCount'] !== undefined &&
        node.value['sortClause'] === undefined &&
        node.value['fromClause'] !== undefined &&
        node.parent === null
          ? [{ text: 'LIMIT without ORDER BY gives any rows, and others the next time.', hint: 'Say ORDER BY.', node }]
          : [],
      ),
  },
  {
    name: 'implicit_cross_join',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'SelectStmt').flatMap((node) => {
        const crossed = at(node, 'fromClause').length > 1 && node.value['whereClause'] === undefined
        return crossed
          ? [
              {
                text: 'Several tables stand in FROM and nothing joins them: every row meets every other.',
                hint: 'Say JOIN … ON ….',
                node,
              },
            ]
          : []
      }),
  },
  {
    name: 'cross_join',
    severity: note,
    remarks: (statement) =>
      ofType(statement, 'JoinExpr').flatMap((node) =>
        node.value['quals'] === undefined &&
        node.value['usingClause'] === undefined &&
        node.value['isNatural'] !== true &&
        at(node, 'rarg')[0]?.value['lateral'] !== true
          ? [{ text: 'CROSS JOIN: every row meets every other.', node }]
          : [],
      ),
  },
  {
    name: 'natural_join',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'JoinExpr').flatMap((node) =>
        node.value['isNatural'] === true
          ? [{ text: 'NATURAL JOIN joins by whatever columns share a name today.', hint: 'Say JOIN … USING (…) or ON ….', node }]
          : [],
      ),
  },
  {
    name: 'not_in_subquery',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'SubLink').flatMap((node) =>
        textAt(node, 'subLinkType') === 'ANY_SUBLINK' &&
        node.parent?.type === 'BoolExpr' &&
        textAt(node.parent, 'boolop') === 'NOT_EXPR'
          ? [
              {
                text: 'NOT IN (SELECT …) finds nothing as soon as one value of the subquery is NULL.',
                hint: 'Use NOT EXISTS.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'leading_wildcard',
    severity: note,
    remarks: ({ nodes }) =>
      comparisons(nodes).flatMap((node) =>
        /LIKE/.test(textAt(node, 'kind')) && /^[%_]/.test(literal(at(node, 'rexpr')[0]))
          ? [
              {
                text: 'A pattern that begins with a wildcard reads the whole table.',
                hint: 'An index with pg_trgm can serve it.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'function_on_column',
    severity: note,
    remarks: ({ nodes }) =>
      comparisons(nodes).flatMap((node): Remark[] => {
        const side = [...at(node, 'lexpr')].find(
          (one) => one.type === 'FuncCall' && at(one, 'args').some((arg) => arg.type === 'ColumnRef'),
        )
        return side === undefined
          ? []
          : [
              {
                text: 'A function around a column keeps an index on the column from being used.',
                hint: 'Turn the other side around, or index the expression.',
                node: side,
              },
            ]
      }),
  },
  {
    name: 'cast_on_column',
    severity: note,
    remarks: ({ nodes }) =>
      comparisons(nodes).flatMap((node) =>
        at(node, 'lexpr').some((one) => one.type === 'TypeCast' && at(one, 'arg')[0]?.type === 'ColumnRef')
          ? [
              {
                text: 'A cast of a column keeps an index on the column from being used.',
                hint: 'Cast the value that it is compared with.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'equals_null',
    severity: error,
    remarks: ({ nodes }) =>
      nodes.flatMap((node) =>
        node.type === 'A_Expr' &&
        ['=', '<>', '!='].includes(operatorOf(node)) &&
        [...at(node, 'lexpr'), ...at(node, 'rexpr')].some((one) => one.value['isnull'] === true) &&
        isInWhere(node)
          ? [{ text: 'A comparison with NULL is never true.', hint: 'Say IS NULL or IS NOT NULL.', node }]
          : [],
      ),
  },
  {
    name: 'order_by_random',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'SortBy').flatMap((node) =>
        at(node, 'node').some(
          (one) => one.type === 'FuncCall' && at(one, 'funcname').some((word) => textAt(word, 'sval') === 'random'),
        )
          ? [{ text: 'ORDER BY random() reads and sorts the whole table.', hint: 'Use TABLESAMPLE.', node }]
          : [],
      ),
  },
  {
    name: 'order_by_position',
    severity: note,
    remarks: (statement) =>
      ofType(statement, 'SortBy').flatMap((node) =>
        at(node, 'node').some((one) => one.type === 'A_Const')
          ? [
              {
                text: 'ORDER BY counts columns; another column in front changes what is sorted by.',
                hint: 'Name the column.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'union_without_all',
    severity: note,
    remarks: (statement) =>
      ofType(statement, 'SelectStmt').flatMap((node) =>
        textAt(node, 'op') === 'SETOP_UNION' && node.value['all'] !== true
          ? [{ text: 'UNION sorts out doubles, which costs.', hint: 'Say UNION ALL where there are none.', node }]
          : [],
      ),
  },
  {
    name: 'many_in_values',
    severity: note,
    remarks: ({ nodes }) =>
      nodes.flatMap((node) =>
        textAt(node, 'kind') === 'AEXPR_IN' && at(node, 'rexpr').some((one) => at(one, 'items').length > 500)
          ? [{ text: 'IN with more than 500 values is planned badly.', hint: 'Use = ANY (ARRAY[…]) or join with VALUES.', node }]
          : [],
      ),
  },
  {
    name: 'having_without_group',
    severity: note,
    remarks: (statement) =>
      ofType(statement, 'SelectStmt').flatMap((node) =>
        node.value['havingClause'] !== undefined && node.value['groupClause'] === undefined
          ? [{ text: 'HAVING without GROUP BY judges one row over everything.', node }]
          : [],
      ),
  },
  {
    name: 'deep_nesting',
    severity: note,
    remarks: ({ nodes }) =>
      nodes.some((node) => {
        let deep = 0
        for (let one = node.type === 'SelectStmt' ? above(node, selects) : null; one !== null; one = above(one, selects))
          deep += 1
        return deep > 6
      })
        ? [{ text: 'Queries are nested more than six deep.', hint: 'Name parts of it with WITH.' }]
        : [],
  },
]
