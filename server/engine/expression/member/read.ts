import { accessRefused } from '../error.ts'
import { builtinOf } from '../global/builtin.ts'
import { Host } from '../scope/host.ts'
import { methodsOf, propertiesOf } from './tables.ts'
import { toPrimitive } from './text.ts'

const refused = new Set([
  'constructor', 'prototype', '__proto__', '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__',
  'getPrototypeOf', 'setPrototypeOf', 'defineProperty', 'defineProperties', 'getOwnPropertyDescriptor',
  'getOwnPropertyDescriptors', 'mainModule', 'binding', '_linkedBinding', '_load', 'prepareStackTrace',
  'captureStackTrace', 'caller', 'callee',
]) // prettier-ignore

/** Names that lead out of the values of an expression. They are refused on everything, even where data has a field of that name. */
export function isRefusedKey(key: string): boolean {
  return refused.has(key)
}

/** A computed key as the one text or symbol it stands for. Read once, so that it cannot change between check and use. */
export function toKey(key: unknown): string | symbol {
  if (typeof key === 'string') {
    if (refused.has(key)) throw accessRefused(key)
    return key
  }
  if (typeof key === 'symbol') return key
  const text = String(toPrimitive(key, 'string'))
  if (refused.has(text)) throw accessRefused(text)
  return text
}

export function readMember(owner: unknown, key: unknown): unknown {
  if (typeof key === 'number' && Array.isArray(owner)) return owner[key]
  const name = toKey(key)
  if (typeof name === 'string') return readKey(owner, name)
  return typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name) ? Reflect.get(owner, name) : undefined
}

const objectPrototype = Object.prototype

/** Reads a field by a key that was checked before. Nothing inherited is ever seen, only own fields and what the tables list. */
export function readKey(owner: unknown, key: string): unknown {
  if (typeof owner === 'object' && owner !== null) {
    const proto: unknown = Object.getPrototypeOf(owner)
    if (proto === objectPrototype || proto === null) {
      const value: unknown = (owner as Record<string, unknown>)[key]
      // Inherited values of a plain object are functions; own ones are what data usually is.
      if (typeof value !== 'function' && key in objectPrototype === false) return value
      return Object.hasOwn(owner, key) ? value : boundMethod(owner, key)
    }
    if (Array.isArray(owner)) {
      if (Object.hasOwn(owner, key)) return (owner as unknown as Record<string, unknown>)[key]
      return boundMethod(owner, key)
    }
    if (owner instanceof Host) return owner.read(key)
    return readSpecial(owner, key)
  }
  if (owner === null || owner === undefined) {
    throw new TypeError(`Cannot read properties of ${String(owner)} (reading '${key}')`)
  }
  if (typeof owner === 'string') {
    if (key === 'length') return owner.length
    if (isIndex(key)) return owner[Number(key)]
  }
  return readSpecial(owner, key)
}

function isIndex(key: string): boolean {
  const code = key.charCodeAt(0)
  return code >= 48 && code <= 57
}

function readSpecial(owner: unknown, key: string): unknown {
  const properties = propertiesOf(owner)
  if (properties?.has(key)) return Reflect.get(Object(owner) as object, key, owner)
  if (typeof owner === 'function') {
    const statics = builtinOf(owner)?.statics
    if (statics !== undefined && Object.hasOwn(statics, key)) return statics[key]
  }
  return boundMethod(owner, key)
}

/** A method that is read but not called: keeps its owner, so that it can be passed on. */
function boundMethod(owner: unknown, key: string): unknown {
  if (methodsOf(owner)?.has(key) !== true) return undefined
  return function (this: unknown, ...args: unknown[]): unknown {
    const self = this === undefined || this === null ? owner : this
    const method = methodsOf(self)?.get(key)
    if (method === undefined) throw new TypeError(`${key} is not a function`)
    return method(self, args)
  }
}

export function hasMember(owner: unknown, key: unknown): boolean {
  if (typeof owner !== 'object' || owner === null)
    throw new TypeError("Cannot use 'in' operator to search for a key in a value that is no object")
  const name = toKey(key)
  if (owner instanceof Host) return typeof name === 'string' && owner.has(name)
  return Object.hasOwn(owner, name) || (typeof name === 'string' && methodsOf(owner)?.has(name) === true)
}
