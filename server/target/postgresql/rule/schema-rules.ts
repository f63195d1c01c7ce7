import { at, namesAt, textAt, type TreeNode } from '../tree.ts'
import { error, note, ofType, type Rule, warning } from './rule.ts'
import { statementKinds } from '../statement-kinds.ts'
import { harmlessFunctions } from '../known-functions.ts'

const commands = (statement: Parameters<Rule['remarks']>[0], ...subtypes: string[]) =>
  ofType(statement, 'AlterTableCmd').filter((one) => subtypes.includes(textAt(one, 'subtype')))
const newColumns = (statement: Parameters<Rule['remarks']>[0]) =>
  commands(statement, 'AT_AddColumn').flatMap((one) => at(one, 'def'))
const constraintsOf = (column: TreeNode, type: string) =>
  at(column, 'constraints').filter((one) => textAt(one, 'contype') === type)

/** Functions whose value differs from row to row, so that a default made of them rewrites the table. */
const varying = new Set([...harmlessFunctions].filter((name) => name !== 'statement_timestamp'))

/** What review says of statements that change what tables are. */
export const schemaRules: readonly Rule[] = [
  {
    name: 'add_not_null_column',
    severity: error,
    remarks: (statement) =>
      newColumns(statement).flatMap((column) =>
        constraintsOf(column, 'CONSTR_NOTNULL').length > 0 &&
        constraintsOf(column, 'CONSTR_DEFAULT').length === 0 &&
        constraintsOf(column, 'CONSTR_IDENTITY').length === 0
          ? [
              {
                text: `The new column ${textAt(column, 'colname')} is NOT NULL and has no default; this fails where the table has rows.`,
                hint: 'Give it a default, or add it nullable and fill it first.',
                node: column,
              },
            ]
          : [],
      ),
  },
  {
    name: 'volatile_default',
    severity: error,
    remarks: (statement) =>
      newColumns(statement).flatMap((column) =>
        constraintsOf(column, 'CONSTR_DEFAULT').some((one) =>
          at(one, 'raw_expr').some((call) => call.type === 'FuncCall' && varying.has(namesAt(call, 'funcname').at(-1) ?? '')),
        )
          ? [
              {
                text: `The default of the new column ${textAt(column, 'colname')} differs from row to row, so the whole table is rewritten while nobody can use it.`,
                hint: 'Add the column without a default, fill it in portions, then set the default.',
                node: column,
              },
            ]
          : [],
      ),
  },
  {
    name: 'index_not_concurrently',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'IndexStmt').flatMap((node) =>
        node.value['concurrent'] === true
          ? []
          : [
              {
                text: 'CREATE INDEX keeps writers out until it is done.',
                hint: 'Say CREATE INDEX CONCURRENTLY, as a request of its own.',
                node,
              },
            ],
      ),
  },
  {
    name: 'drop_index_not_concurrently',
    severity: warning,
    remarks: ({ root }) =>
      root.type === 'DropStmt' && textAt(root, 'removeType') === 'OBJECT_INDEX' && root.value['concurrent'] !== true
        ? [{ text: 'DROP INDEX waits for everybody and keeps everybody out meanwhile.', hint: 'Say DROP INDEX CONCURRENTLY.' }]
        : [],
  },
  {
    name: 'change_of_type',
    severity: error,
    remarks: (statement) =>
      commands(statement, 'AT_AlterColumnType').map((node) => ({
        text: `Another type for ${textAt(node, 'name')} may rewrite the whole table and its indexes while nobody can use them.`,
        hint: 'Add a column, fill it in portions, and change over.',
        node,
      })),
  },
  {
    name: 'set_not_null',
    severity: warning,
    remarks: (statement) =>
      commands(statement, 'AT_SetNotNull').map((node) => ({
        text: `NOT NULL for ${textAt(node, 'name')} reads the whole table while nobody can use it.`,
        hint: 'Add CHECK (… IS NOT NULL) NOT VALID, validate it, then set NOT NULL.',
        node,
      })),
  },
  {
    name: 'constraint_not_valid',
    severity: warning,
    remarks: (statement) =>
      commands(statement, 'AT_AddConstraint').flatMap((node) =>
        at(node, 'def').some((one) => /CHECK|FOREIGN/.test(textAt(one, 'contype')) && one.value['skip_validation'] !== true)
          ? [
              {
                text: 'The new constraint is checked against every row while writers are kept out.',
                hint: 'Add it NOT VALID and validate it with a statement of its own.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'unique_constraint',
    severity: warning,
    remarks: (statement) =>
      commands(statement, 'AT_AddConstraint').flatMap((node) =>
        at(node, 'def').some((one) => /PRIMARY|UNIQUE/.test(textAt(one, 'contype')) && textAt(one, 'indexname') === '')
          ? [
              {
                text: 'The index behind the constraint is built while nobody can use the table.',
                hint: 'Build a unique index concurrently and add the constraint USING INDEX.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'drop_column',
    severity: error,
    remarks: (statement) =>
      commands(statement, 'AT_DropColumn').map((node) => ({
        text: `The column ${textAt(node, 'name')} and what is in it are gone afterwards.`,
        hint: 'See first that nothing reads it any more.',
        node,
      })),
  },
  {
    name: 'drop',
    severity: error,
    remarks: ({ root }) =>
      root.type === 'DropStmt'
        ? [
            {
              text: `DROP ${textAt(root, 'removeType').replace('OBJECT_', '').replaceAll('_', ' ')} cannot be undone.`,
              hint: 'Rename it first and drop it when nobody has missed it.',
            },
          ]
        : [],
  },
  {
    name: 'cascade',
    severity: error,
    remarks: ({ nodes }) =>
      nodes.flatMap((node) =>
        textAt(node, 'behavior') === 'DROP_CASCADE'
          ? [
              {
                text: 'CASCADE also takes what depends on it, which the text does not name.',
                hint: 'Leave CASCADE out and see what PostgreSQL lists.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'truncate',
    severity: error,
    remarks: ({ root }) =>
      root.type === 'TruncateStmt'
        ? [
            {
              text: 'TRUNCATE empties the table, keeps everybody out and cannot be undone here.',
              hint: 'DELETE with a WHERE can be counted and undone.',
            },
          ]
        : [],
  },
  {
    name: 'rename',
    severity: warning,
    remarks: ({ root }) =>
      root.type === 'RenameStmt'
        ? [
            {
              text: 'Programs that use the old name break at once.',
              hint: 'Add the new name beside the old one and change over.',
            },
          ]
        : [],
  },
  {
    name: 'lock_level',
    severity: note,
    remarks: ({ root }) => {
      const lock = Object.hasOwn(statementKinds, root.type) ? statementKinds[root.type] : undefined
      return lock?.lock === undefined || lock.class === 'write'
        ? []
        : [{ text: `While it runs, this ${lock.kind} ${lock.lock}.` }]
    },
  },
]
