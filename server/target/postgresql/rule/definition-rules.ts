import { at, namesAt, textAt, type TreeNode } from '../tree.ts'
import { error, note, ofType, type Rule, warning } from './rule.ts'

const typeOf = (column: TreeNode) =>
  at(column, 'typeName')
    .flatMap((one) => namesAt(one, 'names'))
    .at(-1) ?? ''
const columnsOf = (statement: Parameters<Rule['remarks']>[0]) =>
  ofType(statement, 'ColumnDef').filter((one) => textAt(one, 'colname') !== '')

/** What review says of new tables, functions and rights. */
export const definitionRules: readonly Rule[] = [
  {
    name: 'no_primary_key',
    severity: warning,
    remarks: ({ root, nodes }) =>
      root.type === 'CreateStmt' &&
      root.value['partbound'] === undefined &&
      root.value['inhRelations'] === undefined &&
      !nodes.some((one) => one.type === 'TableLikeClause' || /PRIMARY/.test(textAt(one, 'contype')))
        ? [
            {
              text: 'The new table has no primary key: changes to it cannot be undone here, and not be replicated.',
              hint: 'Give it a PRIMARY KEY.',
            },
          ]
        : [],
  },
  {
    name: 'varchar_length',
    severity: note,
    remarks: (statement) =>
      columnsOf(statement).flatMap((column) =>
        ['varchar', 'bpchar'].includes(typeOf(column))
          ? [
              {
                text: `${textAt(column, 'colname')} has a type with a length, which costs as much as text and breaks when a value is longer.`,
                hint: 'Use text, with a CHECK where a length matters.',
                node: column,
              },
            ]
          : [],
      ),
  },
  {
    name: 'timestamp_without_zone',
    severity: warning,
    remarks: (statement) =>
      columnsOf(statement).flatMap((column) =>
        typeOf(column) === 'timestamp'
          ? [{ text: `${textAt(column, 'colname')} keeps a time without its zone.`, hint: 'Use timestamptz.', node: column }]
          : [],
      ),
  },
  {
    name: 'small_key',
    severity: note,
    remarks: (statement) =>
      columnsOf(statement).flatMap((column) =>
        ['int2', 'int4', 'serial', 'smallserial'].includes(typeOf(column)) &&
        at(column, 'constraints').some((one) => /PRIMARY/.test(textAt(one, 'contype')))
          ? [
              {
                text: `The key ${textAt(column, 'colname')} ends at ${/2|small/.test(typeOf(column)) ? '32 767' : '2 147 483 647'}.`,
                hint: 'Use bigint.',
                node: column,
              },
            ]
          : [],
      ),
  },
  {
    name: 'money_or_float',
    severity: note,
    remarks: (statement) =>
      columnsOf(statement).flatMap((column) =>
        ['money', 'float4', 'float8'].includes(typeOf(column)) &&
        (typeOf(column) === 'money' || /amount|price|cost|total|balance|fee/i.test(textAt(column, 'colname')))
          ? [{ text: `${textAt(column, 'colname')} is an amount in a type that rounds.`, hint: 'Use numeric.', node: column }]
          : [],
      ),
  },
  {
    name: 'security_definer',
    severity: error,
    remarks: (statement) =>
      ofType(statement, 'CreateFunctionStmt', 'AlterFunctionStmt').flatMap((node) =>
        statement.nodes.some((one) => one.type === 'DefElem' && textAt(one, 'defname') === 'security')
          ? [
              {
                text: 'SECURITY DEFINER lets everybody who may call the function act as its owner.',
                hint: 'Set a search_path in it and revoke EXECUTE from PUBLIC.',
                node,
              },
            ]
          : [],
      ),
  },
  {
    name: 'grant_to_everybody',
    severity: error,
    remarks: (statement) =>
      ofType(statement, 'RoleSpec').flatMap((node) =>
        textAt(node, 'roletype') === 'ROLESPEC_PUBLIC' && node.field === 'grantees' && statement.root.value['is_grant'] === true
          ? [{ text: 'A right for PUBLIC is a right for every login there is.', hint: 'Name the role.', node }]
          : [],
      ),
  },
  {
    name: 'secret_in_text',
    severity: warning,
    remarks: (statement) =>
      ofType(statement, 'DefElem').flatMap((node) =>
        textAt(node, 'defname') === 'password' && statement.root.type.endsWith('RoleStmt')
          ? [
              {
                text: 'The text of a request is kept; the password in it would be too.',
                hint: 'Give the password by another way.',
                node,
              },
            ]
          : [],
      ),
  },
]
