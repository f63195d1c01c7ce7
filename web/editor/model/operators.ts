import type { Parameters } from '@steward/contract/node-form'

export const operandTypes = ['string', 'number', 'dateTime', 'boolean', 'array', 'object'] as const
export type OperandType = (typeof operandTypes)[number]

const present = ['exists', 'notExists', 'empty', 'notEmpty'] as const
const equal = ['equals', 'notEquals'] as const

/** The comparisons of each type, the usual ones first. */
export const operations = {
  string: [
    ...equal,
    'contains',
    'notContains',
    'startsWith',
    'notStartsWith',
    'endsWith',
    'notEndsWith',
    'regex',
    'notRegex',
    ...present,
  ],
  number: [...equal, 'gt', 'lt', 'gte', 'lte', ...present],
  dateTime: [...equal, 'after', 'before', 'afterOrEquals', 'beforeOrEquals', ...present],
  boolean: ['true', 'false', ...equal, ...present],
  array: [
    'contains',
    'notContains',
    'lengthEquals',
    'lengthNotEquals',
    'lengthGt',
    'lengthLt',
    'lengthGte',
    'lengthLte',
    ...present,
  ],
  object: present,
} as const satisfies Readonly<Record<OperandType, readonly string[]>>

const single: ReadonlySet<string> = new Set([...present, 'true', 'false', 'isEmpty', 'isNotEmpty', 'isTrue', 'isFalse'])

export const needsRight = (operator: Parameters): boolean =>
  operator['singleValue'] !== true && !single.has(String(operator['operation']))

/** The operator as n8n writes it; names it was given beside stay. */
export function operatorOf(type: OperandType, operation: string): Parameters {
  return {
    type,
    operation,
    ...(single.has(operation) ? { singleValue: true } : {}),
    ...(type === 'array' && operation.startsWith('length') ? { rightType: 'number' } : {}),
    ...(type === 'array' && operation.toLowerCase().includes('contains') ? { rightType: 'any' } : {}),
  }
}

/** What the right side of a comparison is typed as. */
export function rightType(operator: Parameters): string {
  const { type, operation, rightType: declared } = operator
  if (typeof declared === 'string') return declared
  if (type !== 'array') return String(type)
  return String(operation).startsWith('length') ? 'number' : 'any'
}

/** Conditions keep a copy of what the node says about case and types; it follows when that changes. */
export function withFilterOptions(parameters: Parameters, path: readonly (string | number)[]): Parameters {
  const last = path.at(-1)
  if (last !== 'ignoreCase' && last !== 'looseTypeValidation') return parameters
  const options = treeOf(parameters['options'])
  const isLoose = parameters['looseTypeValidation'] === true || options['looseTypeValidation'] === true
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(follow)
    const tree = treeOf(value)
    if (tree !== value) return value
    if (Array.isArray(tree['conditions']) && tree['options'] === treeOf(tree['options'])) {
      const told = { caseSensitive: options['ignoreCase'] !== true, typeValidation: isLoose ? 'loose' : 'strict' }
      return { ...tree, options: { ...treeOf(tree['options']), ...told } }
    }
    return Object.fromEntries(Object.entries(tree).map(([name, inner]) => [name, follow(inner)]))
  }
  return { ...parameters, ...pick(parameters, ['conditions', 'rules'], follow) }
}

const pick = (parameters: Parameters, names: readonly string[], change: (value: unknown) => unknown): Parameters =>
  Object.fromEntries(names.flatMap((name) => (parameters[name] === undefined ? [] : [[name, change(parameters[name])]])))

const treeOf = (value: unknown): Parameters =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parameters) : {}
