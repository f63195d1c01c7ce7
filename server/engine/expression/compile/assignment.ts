import type { AssignmentExpression, Expression, MemberExpression, Pattern, UpdateExpression } from 'acorn'
import { ExpressionError } from '../error.ts'
import { readMember, toKey } from '../member/read.ts'
import { writeMember } from '../member/write.ts'
import type { ExpressionScope } from '../scope/scope.ts'
import type { Env, Run } from './closure.ts'
import { staticKey } from './member.ts'
import type { Names } from './names.ts'
import { operations } from './operator.ts'
import { compileBinding } from './pattern.ts'

/** Something that can be read and written, found once per use. */
type Reference = (scope: ExpressionScope, env: Env) => { get: () => unknown; set: (value: unknown) => void }

export function compileAssignment(node: AssignmentExpression, names: Names): Run {
  const right = names.compile(node.right)
  if (node.operator === '=') {
    if (node.left.type === 'MemberExpression') return assignMember(node.left, right, names)
    const bind = compileBinding(node.left, names, false)
    return (scope, env) => {
      const value = right(scope, env)
      bind(scope, env, value)
      return value
    }
  }
  const reference = compileReference(node.left, names)
  const operator = node.operator.slice(0, -1)
  if (operator === '&&' || operator === '||' || operator === '??') return assignLogical(operator, reference, right)
  const operation = operations[operator]
  if (operation === undefined) throw new ExpressionError('invalid syntax')
  return (scope, env) => {
    const { get, set } = reference(scope, env)
    const value = operation(get(), right(scope, env))
    set(value)
    return value
  }
}

function assignMember(target: MemberExpression, right: Run, names: Names): Run {
  const object = names.compile(target.object)
  const fixed = staticKey(target)
  const key: Run = fixed === undefined ? names.compile(target.property) : () => fixed
  return (scope, env) => {
    const owner = object(scope, env)
    const name = key(scope, env)
    const value = right(scope, env)
    writeMember(owner, name, value)
    return value
  }
}

function assignLogical(operator: '&&' | '||' | '??', reference: Reference, right: Run): Run {
  const keeps = (value: unknown) =>
    operator === '&&' ? !value : operator === '||' ? Boolean(value) : value !== null && value !== undefined
  return (scope, env) => {
    const { get, set } = reference(scope, env)
    const current = get()
    if (keeps(current)) return current
    const value = right(scope, env)
    set(value)
    return value
  }
}

export function compileUpdate(node: UpdateExpression, names: Names): Run {
  const reference = compileReference(node.argument, names)
  const step = node.operator === '++' ? 1 : -1
  return (scope, env) => {
    const { get, set } = reference(scope, env)
    const before = Number(get())
    set(before + step)
    return node.prefix ? before + step : before
  }
}

function compileReference(target: Pattern | Expression, names: Names): Reference {
  if (target.type === 'MemberExpression') {
    const object = names.compile(target.object)
    const fixed = staticKey(target)
    const key: Run = fixed === undefined ? names.compile(target.property) : () => fixed
    return (scope, env) => {
      const owner = object(scope, env)
      const name = toKey(key(scope, env))
      return { get: () => readMember(owner, name), set: (value) => writeMember(owner, name, value) }
    }
  }
  if (target.type !== 'Identifier') throw new ExpressionError('invalid syntax')
  const read = names.compile(target)
  const bind = compileBinding(target, names, false)
  return (scope, env) => ({ get: () => read(scope, env), set: (value) => bind(scope, env, value) })
}
