import type { CallExpression, MemberExpression, NewExpression, TaggedTemplateExpression } from 'acorn'
import { ExpressionError } from '../error.ts'
import { extensionNames } from '../extension/extend.ts'
import { callFunction, callMethod, callOwn } from '../member/call.ts'
import { construct } from '../global/builtin.ts'
import { findName } from '../scope/names.ts'
import { toKey } from '../member/read.ts'
import type { Run } from './closure.ts'
import { SHORT } from './closure.ts'
import { compileElements } from './elements.ts'
import { refuse, staticKey } from './member.ts'
import type { Names } from './names.ts'

export function compileCall(node: CallExpression, names: Names): Run {
  const { callee } = node
  if (callee.type === 'MemberExpression') return compileMethodCall(node, callee, names)
  if (callee.type === 'Identifier' && callee.name === '$' && names.find('$') === undefined) return compileNodeCall(node, names)
  if (callee.type === 'Super') throw new ExpressionError('invalid syntax')
  const target = names.compile(callee)
  const args = compileElements(node.arguments, names)
  const name = callee.type === 'Identifier' ? callee.name : 'expression'
  return (scope, env) => {
    const value = target(scope, env)
    if (value === SHORT) return SHORT
    if (node.optional && (value === null || value === undefined)) return SHORT
    return callFunction(value, args(scope, env), name)
  }
}

/** `$('Name')`: the way to another node is found once per node execution. */
function compileNodeCall(node: CallExpression, names: Names): Run {
  const [only] = node.arguments
  if (only?.type === 'Literal' && typeof only.value === 'string' && node.arguments.length === 1) {
    const name = only.value
    return (scope) => scope.otherNode(name)
  }
  const read = findName('$')
  const args = compileElements(node.arguments, names)
  return (scope, env) => callFunction(read?.(scope), args(scope, env), '$')
}

function compileMethodCall(node: CallExpression, callee: MemberExpression, names: Names): Run {
  if (callee.object.type === 'Super') throw new ExpressionError('invalid syntax')
  const object = names.compile(callee.object)
  const args = compileElements(node.arguments, names)
  const name = staticKey(callee)
  const absent = (value: unknown) => value === null || value === undefined
  if (name === undefined) {
    const computed = names.compile(callee.property)
    return (scope, env) => {
      const value = object(scope, env)
      if (value === SHORT || (callee.optional && absent(value))) return SHORT
      return callOwn(value, toKey(computed(scope, env)), args(scope, env))
    }
  }
  refuse(name)
  const extension = !callee.computed && extensionNames.has(name)
  const site = { extension, optional: node.optional }
  return (scope, env) => {
    const value = object(scope, env)
    if (value === SHORT || (callee.optional && absent(value))) return SHORT
    return callMethod(value, name, args(scope, env), site)
  }
}

export function compileNew(node: NewExpression, names: Names): Run {
  const callee = names.compile(node.callee)
  const args = compileElements(node.arguments, names)
  return (scope, env) => construct(callee(scope, env), args(scope, env))
}

export function compileTagged(node: TaggedTemplateExpression, names: Names): Run {
  const cooked = node.quasi.quasis.map((quasi) => quasi.value.cooked ?? undefined)
  const raw = node.quasi.quasis.map((quasi) => quasi.value.raw)
  const parts = compileElements(node.quasi.expressions, names)
  const strings = () => Object.assign([...cooked], { raw: [...raw] })
  if (node.tag.type === 'MemberExpression') {
    const object = names.compile(node.tag.object)
    const name = staticKey(node.tag)
    if (name === undefined) throw new ExpressionError('invalid syntax')
    refuse(name)
    return (scope, env) => callOwn(object(scope, env), name, [strings(), ...parts(scope, env)])
  }
  const tag = names.compile(node.tag)
  return (scope, env) => callFunction(tag(scope, env), [strings(), ...parts(scope, env)], 'tag')
}
