import type { BinaryExpression, LogicalExpression, UnaryExpression } from 'acorn'
import { checkLength, spendSize } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { isInstance } from '../global/builtin.ts'
import { hasMember } from '../member/read.ts'
import { toPrimitive, typeName } from '../member/text.ts'
import { deleteMember } from '../member/write.ts'
import type { Run } from './closure.ts'
import { SHORT } from './closure.ts'
import type { Names } from './names.ts'

type Operation = (left: unknown, right: unknown) => unknown

/** `+` alone can build something large. */
export function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number') return left + right
  const sum = (toPrimitive(left) as string) + (toPrimitive(right) as string)
  if (typeof sum === 'string') checkLength(sum.length)
  return sum
}

const number = (value: unknown) => (typeof value === 'number' ? value : (toPrimitive(value, 'number') as number))

function power(left: unknown, right: unknown): unknown {
  const base = number(left)
  const exponent = number(right)
  if (typeof base === 'bigint') boundBigInt(base, exponent)
  return base ** exponent
}

function boundBigInt(base: bigint, exponent: unknown): void {
  const bits = (base < 0n ? -base : base).toString(16).length * 4
  if (bits * Number(exponent) > 65_536) throw new ExpressionError('The number is too large.')
}

function multiply(left: unknown, right: unknown): unknown {
  const [a, b] = [number(left), number(right)]
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    spendSize((a as bigint).toString(16).length + (b as bigint).toString(16).length)
    if ((a as bigint).toString(16).length + (b as bigint).toString(16).length > 16_384)
      throw new ExpressionError('The number is too large.')
  }
  return a * b
}

function shiftLeft(left: unknown, right: unknown): unknown {
  const [a, b] = [number(left), number(right)]
  if (typeof a === 'bigint') boundBigInt(2n, b)
  return a << b
}

/** Applied by `a op b` and by `a op= b`. Loose equality is what people write and mean here. */
export const operations: Readonly<Record<string, Operation>> = {
  '+': add,
  '-': (a, b) => number(a) - number(b),
  '*': multiply,
  '/': (a, b) => number(a) / number(b),
  '%': (a, b) => number(a) % number(b),
  '**': power,
  '|': (a, b) => number(a) | number(b),
  '&': (a, b) => number(a) & number(b),
  '^': (a, b) => number(a) ^ number(b),
  '<<': shiftLeft,
  '>>': (a, b) => number(a) >> number(b),
  '>>>': (a, b) => number(a) >>> number(b),
  '==': (a, b) => looseEqual(a, b),
  '!=': (a, b) => !looseEqual(a, b),
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '<': (a, b) => (comparable(a) as number) < (comparable(b) as number),
  '>': (a, b) => (comparable(a) as number) > (comparable(b) as number),
  '<=': (a, b) => (comparable(a) as number) <= (comparable(b) as number),
  '>=': (a, b) => (comparable(a) as number) >= (comparable(b) as number),
  in: (a, b) => hasMember(b, a),
  instanceof: (a, b) => isInstance(a, b),
}

const comparable = (value: unknown) =>
  typeof value === 'object' || typeof value === 'function' ? toPrimitive(value, 'number') : value

function looseEqual(left: unknown, right: unknown): boolean {
  const leftIsObject = typeof left === 'object' && left !== null
  const rightIsObject = typeof right === 'object' && right !== null
  if (leftIsObject === rightIsObject || left === null || right === null || left === undefined || right === undefined) {
    // oxlint-disable-next-line eqeqeq
    return left == right
  }
  // oxlint-disable-next-line eqeqeq
  return (leftIsObject ? toPrimitive(left) : left) == (rightIsObject ? toPrimitive(right) : right)
}

export function compileBinary(node: BinaryExpression, names: Names): Run {
  const operation = operations[node.operator]
  if (operation === undefined || node.left.type === 'PrivateIdentifier') throw new ExpressionError('invalid syntax')
  const left = names.compile(node.left)
  const right = names.compile(node.right)
  return (scope, env) => operation(left(scope, env), right(scope, env))
}

export function compileLogical(node: LogicalExpression, names: Names): Run {
  const left = names.compile(node.left)
  const right = names.compile(node.right)
  if (node.operator === '&&') return (scope, env) => left(scope, env) && right(scope, env)
  if (node.operator === '||') return (scope, env) => left(scope, env) || right(scope, env)
  return (scope, env) => left(scope, env) ?? right(scope, env)
}

export function compileUnary(node: UnaryExpression, names: Names): Run {
  if (node.operator === 'delete') return compileDelete(node, names)
  const argument = names.compile(node.argument)
  switch (node.operator) {
    case '!':
      return (scope, env) => !argument(scope, env)
    case '-':
      return (scope, env) => -number(argument(scope, env))
    case '+':
      return (scope, env) => +number(argument(scope, env))
    case '~':
      return (scope, env) => ~number(argument(scope, env))
    case 'typeof':
      return (scope, env) => typeName(argument(scope, env))
    case 'void':
      return (scope, env) => {
        argument(scope, env)
        return undefined
      }
    default:
      throw new ExpressionError('invalid syntax')
  }
}

function compileDelete(node: UnaryExpression, names: Names): Run {
  const target = node.argument.type === 'ChainExpression' ? node.argument.expression : node.argument
  if (target.type !== 'MemberExpression') return () => false
  const object = names.compile(target.object)
  const { property } = target
  const key: Run = !target.computed && property.type === 'Identifier' ? () => property.name : names.compile(property)
  return (scope, env) => {
    const value = object(scope, env)
    if (value === SHORT || (target.optional && (value === null || value === undefined))) return true
    return deleteMember(value, key(scope, env))
  }
}
