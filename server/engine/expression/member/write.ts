import { beforeChange, checkElements } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { toKey } from './read.ts'

/** Writes a field of a list or a plain object; nothing else can be changed. */
export function writeMember(owner: unknown, key: unknown, value: unknown): void {
  if (owner === null || owner === undefined) throw new TypeError(`Cannot set properties of ${String(owner)}`)
  const name = toKey(key)
  beforeChange(owner)
  if (Array.isArray(owner)) {
    writeElement(owner as unknown[], name, value)
    return
  }
  if (owner instanceof RegExp && name === 'lastIndex') {
    owner.lastIndex = Number(value)
    return
  }
  if (!isPlain(owner)) throw new ExpressionError(`"${String(name)}" cannot be assigned here`)
  ;(owner as Record<PropertyKey, unknown>)[name] = value
}

function writeElement(list: unknown[], name: PropertyKey, value: unknown): void {
  const index = typeof name === 'string' ? Number(name) : NaN
  if (name === 'length') {
    checkElements(Number(value))
    list.length = Number(value)
  } else if (Number.isInteger(index) && index >= 0 && String(index) === name) {
    checkElements(index + 1)
    list[index] = value
  } else throw new ExpressionError(`"${String(name)}" cannot be assigned on a list`)
}

export function deleteMember(owner: unknown, key: unknown): boolean {
  const name = toKey(key)
  beforeChange(owner)
  if (!Array.isArray(owner) && !isPlain(owner)) return false
  return Reflect.deleteProperty(owner as object, name)
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === Object.prototype || proto === null
}
