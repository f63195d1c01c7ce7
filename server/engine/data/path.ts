import { NodeError } from '@steward/sdk/node'

export type Path = readonly string[]

// A name that could reach a shared prototype is never written, whoever asks.
const refusedNames = new Set(['__proto__', 'constructor', 'prototype'])

const parsed = new Map<string, Path>()
// Paths come from parameters, and a parameter can be made from data; the memory of them must not grow for ever.
const maxParsed = 5000

const segment = /[^.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|$))/g

/** Splits `a.b[0]["c d"]` into its names. */
export function parsePath(text: string): Path {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const names: string[] = text.startsWith('.') ? [''] : []
  for (const match of text.matchAll(segment)) {
    const [whole, number, , quoted] = match
    names.push(quoted === undefined ? (number ?? whole) : quoted.replaceAll(/\\(.)/g, '$1'))
  }
  if (parsed.size >= maxParsed) parsed.clear()
  parsed.set(text, names)
  return names
}

/**
 * The names a path stands for in this object. A text that is itself the name
 * of a field wins over the path it could also be read as.
 */
function namesIn(object: unknown, path: string | Path): Path {
  if (typeof path !== 'string') return path
  return isContainer(object) && Object.hasOwn(object, path) ? [path] : parsePath(path)
}

/** The value at `a.b[0].c`; undefined where there is none. Only own fields are seen. */
export function getPath(object: unknown, path: string | Path): unknown {
  let at = object
  for (const name of namesIn(object, path)) {
    if (at === null || at === undefined || !Object.hasOwn(Object(at) as object, name)) return undefined
    at = (at as Record<string, unknown>)[name]
  }
  return at
}

export function hasPath(object: unknown, path: string | Path): boolean {
  let at = object
  for (const name of namesIn(object, path)) {
    if (at === null || at === undefined || !Object.hasOwn(Object(at) as object, name)) return false
    at = (at as Record<string, unknown>)[name]
  }
  return true
}

/**
 * A copy of the object with the value at the path; what the path does not touch
 * is shared with the original, which stays as it was. Missing parents are made:
 * a list where the next name is a number, otherwise an object.
 */
export function setPath<T extends object>(object: T, path: string | Path, value: unknown): T {
  const names = namesIn(object, path)
  for (const name of names) refuseName(name)
  return withValue(object, names, 0, value) as T
}

function withValue(container: unknown, names: Path, depth: number, value: unknown): unknown {
  const name = names[depth]
  if (name === undefined) return value
  const copy = isContainer(container) ? shallowCopy(container) : isIndex(name) && depth > 0 ? [] : {}
  if (Array.isArray(copy) && isIndex(name) && Number(name) > copy.length + maxGap) {
    throw new NodeError(`A list cannot be given an entry at position ${name}: it has ${copy.length} entries.`, {
      retryable: false,
    })
  }
  const fields = copy as Record<string, unknown>
  const child = Object.hasOwn(fields, name) ? fields[name] : undefined
  fields[name] = withValue(child, names, depth + 1, value)
  return copy
}

// A list with a hole of a billion entries would fill the memory when written out as JSON.
const maxGap = 10_000

/** A copy of the object without the field at the path; the object itself where there is none. */
export function unsetPath<T extends object>(object: T, path: string | Path): T {
  const names = namesIn(object, path)
  return names.length > 0 && hasPath(object, names) ? (without(object, names, 0) as T) : object
}

function without(container: unknown, names: Path, depth: number): unknown {
  const name = names[depth] ?? ''
  const copy = shallowCopy(container as object) as Record<string, unknown>
  if (depth === names.length - 1) delete copy[name]
  else copy[name] = without(copy[name], names, depth + 1)
  return copy
}

/** Refuses a name that must not become a field. */
export function refuseName(name: string): void {
  if (refusedNames.has(name)) throw new NodeError(`"${name}" cannot be the name of a field.`, { retryable: false })
}

function shallowCopy(container: object): object {
  return Array.isArray(container) ? [...(container as unknown[])] : { ...container }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null && !(value instanceof Date)
const isIndex = (name: string) => /^(?:0|[1-9]\d*)$/.test(name)
