import type { Pattern } from 'acorn'
import { ExpressionError } from '../error.ts'
import { iterate, ownEntries } from '../member/iterate.ts'
import { readMember, toKey } from '../member/read.ts'
import { writeMember } from '../member/write.ts'
import type { ExpressionScope } from '../scope/scope.ts'
import { type Env, type Run, UNSET } from './closure.ts'
import { staticKey } from './member.ts'
import { envAt, type Names } from './names.ts'

/** Puts a value where a pattern says. */
export type Bind = (scope: ExpressionScope, env: Env, value: unknown) => void

/** `declaring` writes to the variable for the first time; otherwise it is an assignment. */
export function compileBinding(pattern: Pattern, names: Names, declaring = true): Bind {
  switch (pattern.type) {
    case 'Identifier':
      return bindName(pattern.name, names, declaring)
    case 'MemberExpression': {
      const object = names.compile(pattern.object)
      const fixed = staticKey(pattern)
      const key: Run = fixed === undefined ? names.compile(pattern.property) : () => fixed
      return (scope, env, value) => writeMember(object(scope, env), key(scope, env), value)
    }
    case 'AssignmentPattern': {
      const bind = compileBinding(pattern.left, names, declaring)
      const fallback = names.compile(pattern.right)
      return (scope, env, value) => bind(scope, env, value === undefined ? fallback(scope, env) : value)
    }
    case 'ArrayPattern':
      return bindArray(pattern, names, declaring)
    case 'ObjectPattern':
      return bindObject(pattern, names, declaring)
    case 'RestElement':
    default:
      throw new ExpressionError('invalid syntax')
  }
}

function bindName(name: string, names: Names, declaring: boolean): Bind {
  const place = names.find(name)
  if (place === undefined) {
    // Only a name of the expression's own can be written; the value of the assignment is still its right side.
    return () => undefined
  }
  const { depth, index, constant } = place
  return (_scope, env, value) => {
    const at = envAt(env, depth)
    if (!declaring && at[index] === UNSET) throw new ReferenceError(`Cannot access '${name}' before initialization`)
    if (!declaring && constant) throw new TypeError('Assignment to constant variable.')
    at[index] = value
  }
}

function bindArray(pattern: Extract<Pattern, { type: 'ArrayPattern' }>, names: Names, declaring: boolean): Bind {
  const binds = pattern.elements.map((element) =>
    element === null
      ? undefined
      : {
          rest: element.type === 'RestElement',
          bind: compileBinding(element.type === 'RestElement' ? element.argument : element, names, declaring),
        },
  )
  return (scope, env, value) => {
    const list = [...iterate(value)]
    binds.forEach((part, index) => part?.bind(scope, env, part.rest ? list.slice(index) : list[index]))
  }
}

function bindObject(pattern: Extract<Pattern, { type: 'ObjectPattern' }>, names: Names, declaring: boolean): Bind {
  const parts = pattern.properties.map((property) => {
    if (property.type === 'RestElement') return { key: undefined, bind: compileBinding(property.argument, names, declaring) }
    const { key } = property
    const read: Run = !property.computed && key.type === 'Identifier' ? () => key.name : names.compile(key)
    return { key: read, bind: compileBinding(property.value, names, declaring) }
  })
  return (scope, env, value) => {
    if (value === null || value === undefined)
      throw new TypeError(`Cannot destructure '${String(value)}' as it is ${String(value)}.`)
    const taken = new Set<PropertyKey>()
    for (const { key, bind } of parts) {
      if (key === undefined) {
        bind(scope, env, Object.fromEntries(ownEntries(value).filter(([name]) => !taken.has(name))))
        continue
      }
      const name = toKey(key(scope, env))
      taken.add(name)
      bind(scope, env, readMember(value, name))
    }
  }
}
