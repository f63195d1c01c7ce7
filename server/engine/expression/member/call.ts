import { findExtension, withoutExtension } from '../extension/extend.ts'

import { builtinOf } from '../global/builtin.ts'
import { Host } from '../scope/host.ts'
import { readKey, readMember } from './read.ts'
import { methodsOf } from './tables.ts'

export type CallSite = {
  /** The name is one of an extension method, such as `first`. */
  readonly extension: boolean
  /** `a.b?.()` */
  readonly optional: boolean | null | undefined
}

export function callFunction(value: unknown, args: unknown[], name: string): unknown {
  if (typeof value !== 'function') throw new TypeError(`${name} is not a function`)
  return Reflect.apply(value as (...args: unknown[]) => unknown, undefined, args)
}

/** `owner.name(…)`: extension methods come before JavaScript's own, as in n8n. */
export function callMethod(owner: unknown, name: string, args: unknown[], site: CallSite): unknown {
  if (!site.extension || owner instanceof Host || builtinOf(owner) !== undefined)
    return callNative(owner, name, args, site.optional === true)
  const extension = findExtension(owner, name)
  if (extension !== undefined) return extension(owner, args)
  return hasMethod(owner, name) ? callNative(owner, name, args) : withoutExtension(owner, name)
}

function hasMethod(owner: unknown, name: string): boolean {
  if (owner === null || owner === undefined) return false
  return methodsOf(owner)?.has(name) === true || typeof readKey(owner, name) === 'function'
}

/** A method of the value itself: a field that is a function, or one of the table of its type. */
export function callNative(owner: unknown, name: string, args: unknown[], optional = false): unknown {
  const special = typeof owner === 'object' && owner !== null && !Array.isArray(owner) ? readOwnFunction(owner, name) : undefined
  if (special === undefined && owner !== null && owner !== undefined) {
    const method = methodsOf(owner)?.get(name)
    if (method !== undefined && builtinOf(owner) === undefined) return method(owner, args)
  }
  const value = special ?? readKey(owner, name)
  if (value === undefined && optional) return undefined
  if (typeof value !== 'function') throw new TypeError(`${name} is not a function`)
  const self = owner instanceof Host || builtinOf(owner) !== undefined ? undefined : owner
  return Reflect.apply(value as (...args: unknown[]) => unknown, self, args)
}

function readOwnFunction(owner: object, name: string): unknown {
  if (!(owner instanceof Host) && !Object.hasOwn(owner, name)) return undefined
  return readKey(owner, name)
}

/** `owner[key](…)`: no extension methods here, as in n8n. */
export function callOwn(owner: unknown, key: string | symbol, args: unknown[]): unknown {
  if (typeof key === 'string') return callNative(owner, key, args)
  return callFunction(readMember(owner, key), args, String(key))
}
