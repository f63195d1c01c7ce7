import { ExpressionError } from '../error.ts'
import { findGlobal } from '../global/globals.ts'
import { findName } from '../scope/names.ts'
import type { ExpressionScope } from '../scope/scope.ts'
import { UNSET, type Run } from './closure.ts'
import { envAt, type Names } from './names.ts'

export function compileIdentifier(name: string, names: Names): Run {
  const place = names.find(name)
  if (place !== undefined) return readVariable(name, place.depth, place.index)
  if (name === '$') throw new ExpressionError('Cannot access "$" without calling it as a function')
  return readOutside(name)
}

function readVariable(name: string, depth: number, index: number): Run {
  const checked = (value: unknown) => {
    if (value === UNSET) throw new ReferenceError(`Cannot access '${name}' before initialization`)
    return value
  }
  if (depth === 0) return (_scope, env) => checked(env[index])
  if (depth === 1) return (_scope, env) => checked((env[0] as unknown[])[index])
  return (_scope, env) => checked(envAt(env, depth)[index])
}

/** A name that no variable has: given with the evaluation, one of `$json` and its kin, or a global of JavaScript. */
export function readOutside(name: string): Run {
  const read = findName(name) ?? fixed(findGlobal(name))
  return (scope) => {
    const { extra } = scope
    return extra !== undefined && Object.hasOwn(extra, name) ? scope.give(extra[name]) : read(scope)
  }
}

function fixed(value: unknown): (scope: ExpressionScope) => unknown {
  return () => value
}
