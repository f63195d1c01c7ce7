import { NodeError } from '@steward/sdk/node'
import { operandTypes, type OperandRule, type OperandType, readOperand } from './operand.ts'
import { findComparison, typeOf } from './operator.ts'

export type FilterOptions = {
  readonly caseSensitive?: boolean
  readonly typeValidation?: 'strict' | 'loose'
  readonly version?: number
}

export type FilterCondition = {
  readonly leftValue?: unknown
  readonly rightValue?: unknown
  readonly operator: {
    readonly type: string
    readonly operation: string
    readonly rightType?: string
    readonly singleValue?: boolean
  }
}

export type Filter = {
  readonly combinator?: string
  readonly conditions: readonly FilterCondition[]
  readonly options?: FilterOptions
}

export type FilterContext = { readonly itemIndex: number; readonly timezone?: string }

/** Whether the values, with all expressions resolved, meet the conditions. Throws for values that cannot be compared. */
export function meetsFilter(filter: Filter, context: FilterContext): boolean {
  const meets = (condition: FilterCondition, index: number) =>
    meetsCondition(condition, filter.options ?? {}, { ...context, index })
  return filter.combinator === 'or' ? filter.conditions.some(meets) : filter.conditions.every(meets)
}

type ConditionContext = FilterContext & { readonly index: number }

function meetsCondition(condition: FilterCondition, options: FilterOptions, context: ConditionContext): boolean {
  const { operation, rightType } = condition.operator
  const declared = operandType(condition.operator.type)
  const type = typeOf(operation, declared)
  const comparison = findComparison(type, operation)
  if (comparison === undefined) throw unknownOperation(condition, context)

  const rule: OperandRule = {
    strict: options.typeValidation === 'strict',
    version: options.version ?? 1,
    timezone: context.timezone,
  }
  const place = { condition: context.index, item: context.itemIndex }
  const left = readOperand(condition.leftValue, type, rule, place)
  const right = needsRight(condition)
    ? readOperand(condition.rightValue, rightOperandType(type, operation, rightType), rule, place)
    : undefined
  return comparison(left, right, options.caseSensitive !== true)
}

const single = new Set([
  'exists',
  'notExists',
  'empty',
  'notEmpty',
  'true',
  'false',
  'isEmpty',
  'isNotEmpty',
  'isTrue',
  'isFalse',
])
const needsRight = ({ operator }: FilterCondition) => operator.singleValue !== true && !single.has(operator.operation)

function operandType(name: string): OperandType {
  return (operandTypes as readonly string[]).includes(name) ? (name as OperandType) : 'any'
}

function rightOperandType(type: OperandType, operation: string, declared: string | undefined): OperandType {
  if (declared !== undefined) return operandType(declared)
  if (type !== 'array') return type
  return operation.startsWith('length') ? 'number' : 'any'
}

function unknownOperation({ operator }: FilterCondition, { itemIndex, index }: ConditionContext): NodeError {
  return new NodeError(
    `There is no comparison "${operator.operation}" for values of type ${operator.type} [condition ${index}, item ${itemIndex}]`,
    {
      itemIndex,
      retryable: false,
    },
  )
}
