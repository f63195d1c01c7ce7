import type { Environment } from '@steward/contract/api/policy'
import type { Severity } from '../../target.ts'
import type { ReadStatement } from '../read-statement.ts'
import { at, textAt, type TreeNode } from '../tree.ts'

export type Remark = { readonly text: string; readonly hint?: string; readonly node?: TreeNode }

/** One thing that review looks for in a statement. */
export type Rule = {
  /** snake_case, stable: settings name it. */
  readonly name: string
  readonly severity: Readonly<Record<Environment, Severity>>
  remarks(statement: ReadStatement): readonly Remark[]
}

export const note = { development: 'note', staging: 'note', production: 'note' } as const
export const warning = { development: 'note', staging: 'warning', production: 'warning' } as const
export const error = { development: 'warning', staging: 'error', production: 'error' } as const

export const ofType = (statement: ReadStatement, ...types: string[]): TreeNode[] =>
  statement.nodes.filter((one) => types.includes(one.type))

/** The words of a column as it was written: `u.name`. */
export function columnName(node: TreeNode): string {
  return at(node, 'fields')
    .map((one) => (one.type === 'A_Star' ? '*' : textAt(one, 'sval')))
    .join('.')
}

/** Whether the condition holds for every row whatever is in it, as far as the text tells. */
export function isAlwaysTrue(node: TreeNode | undefined): boolean {
  if (node === undefined) return true
  if (node.type === 'A_Const') return node.value['boolval'] === true || at(node, 'boolval')[0]?.value['boolval'] === true
  if (node.type === 'TypeCast') return isTrueText(at(node, 'arg')[0])
  if (node.type === 'A_Expr' && ['=', '<=', '>='].includes(operatorOf(node))) {
    const [left, right] = [at(node, 'lexpr')[0], at(node, 'rexpr')[0]]
    return left !== undefined && right !== undefined && plain(left) === plain(right)
  }
  if (node.type === 'A_Expr') return isConstant(node)
  if (node.type !== 'BoolExpr') return false
  const parts = at(node, 'args')
  if (textAt(node, 'boolop') === 'OR_EXPR') return parts.some(isAlwaysTrue)
  return textAt(node, 'boolop') === 'AND_EXPR' && parts.every(isAlwaysTrue)
}

const isTrueText = (node: TreeNode | undefined) =>
  node !== undefined && ['t', 'true', 'y', 'yes', 'on', '1'].includes(textAt(at(node, 'sval')[0] ?? node, 'sval').toLowerCase())

/** `1 < 2` says nothing about a row; that it may be false is no reason to let it through unseen. */
const isConstant = (node: TreeNode): boolean => {
  const sides = [...at(node, 'lexpr'), ...at(node, 'rexpr')]
  return sides.length > 0 && sides.every((one) => one.type === 'A_Const')
}

export function operatorOf(node: TreeNode): string {
  return (
    at(node, 'name')
      .map((one) => textAt(one, 'sval'))
      .at(-1) ?? ''
  )
}

const plain = (node: TreeNode) =>
  JSON.stringify([node.type, node.value], (key, value: unknown) => (key === 'location' ? undefined : value))
