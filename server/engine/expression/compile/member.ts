import type { Expression, MemberExpression } from 'acorn'
import { accessRefused } from '../error.ts'
import { isRefusedKey, readKey, readMember } from '../member/read.ts'
import type { Run } from './closure.ts'
import { SHORT } from './closure.ts'
import type { Names } from './names.ts'

export function compileMember(node: MemberExpression, names: Names): Run {
  const path = staticPath(node, names)
  if (path !== undefined) return compilePath(path.root, path.keys)
  const object = names.compile(node.object)
  const key = staticKey(node)
  if (key !== undefined) {
    refuse(key)
    if (node.optional) return optional(object, (value) => readKey(value, key))
    return (scope, env) => {
      const value = object(scope, env)
      return value === SHORT ? SHORT : readKey(value, key)
    }
  }
  const computed = names.compile(node.property)
  return (scope, env) => {
    const value = object(scope, env)
    if (value === SHORT) return SHORT
    if (node.optional && (value === null || value === undefined)) return SHORT
    return readMember(value, computed(scope, env))
  }
}

function optional(object: Run, read: (value: unknown) => unknown): Run {
  return (scope, env) => {
    const value = object(scope, env)
    return value === null || value === undefined || value === SHORT ? SHORT : read(value)
  }
}

/** The key of `a.key` and `a['key']`, known when compiling. */
export function staticKey(node: MemberExpression): string | undefined {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined
  const { property } = node
  if (property.type !== 'Literal') return undefined
  return typeof property.value === 'string' || typeof property.value === 'number' ? String(property.value) : undefined
}

export function refuse(key: string): void {
  if (isRefusedKey(key)) throw accessRefused(key)
}

type Path = { readonly root: Run; readonly keys: readonly string[] }

/** `$json.body.name`: a root and keys known when compiling, which is what most expressions are. */
function staticPath(node: MemberExpression, names: Names): Path | undefined {
  const keys: string[] = []
  let at: Expression = node
  while (at.type === 'MemberExpression') {
    const key = staticKey(at)
    if (key === undefined || at.optional || at.object.type === 'Super') return undefined
    refuse(key)
    keys.unshift(key)
    at = at.object
  }
  return at.type === 'Identifier' ? { root: names.compile(at), keys } : undefined
}

function compilePath(root: Run, keys: readonly string[]): Run {
  const [first = '', second = '', third] = keys
  if (keys.length === 1) return (scope, env) => readKey(root(scope, env), first)
  if (keys.length === 2) return (scope, env) => readKey(readKey(root(scope, env), first), second)
  if (third !== undefined && keys.length === 3) {
    return (scope, env) => readKey(readKey(readKey(root(scope, env), first), second), third)
  }
  return (scope, env) => {
    let value = root(scope, env)
    for (const key of keys) value = readKey(value, key)
    return value
  }
}
