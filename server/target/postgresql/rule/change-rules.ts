import { above, at } from '../tree.ts'
import { error, isAlwaysTrue, ofType, type Rule, warning } from './rule.ts'

const changes = new Set(['UpdateStmt', 'DeleteStmt', 'MergeStmt'])

/** What review says of statements that change rows. */
export const changeRules: readonly Rule[] = [
  {
    name: 'missing_where',
    severity: error,
    remarks: (statement) =>
      ofType(statement, 'UpdateStmt', 'DeleteStmt').flatMap((node) =>
        node.value['whereClause'] === undefined
          ? [
              {
                text: `${node.type === 'DeleteStmt' ? 'DELETE' : 'UPDATE'} without WHERE changes every row.`,
                hint: 'Say which rows are meant.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'where_always_true',
    severity: error,
    remarks: (statement) =>
      ofType(statement, 'UpdateStmt', 'DeleteStmt').flatMap((node) =>
        node.value['whereClause'] !== undefined && isAlwaysTrue(at(node, 'whereClause')[0])
          ? [{ text: 'The condition holds for every row, so every row is changed.', hint: 'Say which rows are meant.', node }]
          : [],
      ),
  },
  {
    name: 'merge_always_true',
    severity: error,
    remarks: (statement) =>
      ofType(statement, 'MergeStmt').flatMap((node) =>
        isAlwaysTrue(at(node, 'joinCondition')[0])
          ? [{ text: 'The condition of MERGE holds for every pair of rows.', hint: 'Join by a key.', node }]
          : [],
      ),
  },
  {
    name: 'insert_without_columns',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'InsertStmt').flatMap((node) =>
        node.value['cols'] === undefined && node.value['selectStmt'] !== undefined
          ? [
              {
                text: 'INSERT names no columns; it breaks, or mixes them up, when the table changes.',
                hint: 'Name the columns.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'change_within_query',
    severity: warning,
    remarks: (statement) =>
      statement.nodes.flatMap((node) =>
        [...changes, 'InsertStmt'].includes(node.type) && above(node, new Set(['CommonTableExpr'])) !== null
          ? [
              {
                text: 'Rows are changed inside a WITH, and such a change cannot be undone here.',
                hint: 'Make it a statement of its own.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'row_locks',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'LockingClause').map((node) => ({
        text: 'FOR UPDATE or FOR SHARE locks the rows that are read, so it is no plain read.',
        hint: 'Leave it out; the locks end with the request anyway.',
        node,
      })),
  },
]
