import { findJsonFault } from './json-fault.ts'

/** Deeper than any person draws, shallow enough that all that comes after may recurse without fear for the stack. */
const depthMax = 200

export type ParsedJson = { readonly value: unknown } | { readonly problem: string }

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads JSON that a stranger wrote. The problem is a sentence that says where to look. */
export function parseJson(source: string): ParsedJson {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  if (text.trim() === '') return { problem: 'The file is empty.' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: faultSentence(text) }
  }
  return tame(value) ? { value } : { problem: `The JSON is nested more than ${depthMax} levels deep, which no workflow is.` }
}

/**
 * False when the value is too deep. Keys called `__proto__` are taken out on
 * the way: they mean nothing in a workflow, and a later copy by assignment would
 * turn them into the prototype.
 */
export function tame(root: unknown): boolean {
  const todo: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth >= depthMax) return false
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
    for (const inner of Object.values(value)) {
      if (typeof inner === 'object' && inner !== null) todo.push({ value: inner, depth: depth + 1 })
    }
  }
  return true
}

function faultSentence(text: string): string {
  const at = findJsonFault(text)
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  if (at >= text.length) return `The file is not valid JSON: it ends too early, in line ${line}, column ${column}.`
  const found = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return `The file is not valid JSON: ${JSON.stringify(found)} was not expected in line ${line}, column ${column}.`
}
