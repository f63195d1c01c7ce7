import type { ObjectExpression, Property, SpreadElement } from 'acorn'
import { spend } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { toKey } from '../member/read.ts'
import { ownEntries } from '../member/iterate.ts'
import type { Env, Run } from './closure.ts'
import type { ExpressionScope } from '../scope/scope.ts'
import { refuse } from './member.ts'
import type { Names } from './names.ts'

type Fill = (target: Record<PropertyKey, unknown>, scope: ExpressionScope, env: Env) => void

export function compileObject(node: ObjectExpression, names: Names): Run {
  const fills = node.properties.map((property) => compileProperty(property, names))
  return (scope, env) => {
    const made: Record<PropertyKey, unknown> = {}
    for (const fill of fills) fill(made, scope, env)
    return made
  }
}

function compileProperty(property: Property | SpreadElement, names: Names): Fill {
  if (property.type === 'SpreadElement') {
    const source = names.compile(property.argument)
    return (target, scope, env) => {
      const entries = ownEntries(source(scope, env))
      spend(1 + (entries.length >>> 3))
      // Entries are defined, not assigned: a key of data may be called __proto__.
      for (const [key, value] of entries) define(target, key, value)
    }
  }
  if (property.kind !== 'init') throw new ExpressionError('Getters and setters cannot be used in an expression')
  const value = names.compile(property.value)
  if (!property.computed) {
    const key = property.key.type === 'Identifier' ? property.key.name : String((property.key as { value?: unknown }).value)
    refuse(key)
    return (target, scope, env) => {
      target[key] = value(scope, env)
    }
  }
  const key = names.compile(property.key)
  return (target, scope, env) => {
    const name = toKey(key(scope, env))
    target[name] = value(scope, env)
  }
}

function define(target: Record<PropertyKey, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}
