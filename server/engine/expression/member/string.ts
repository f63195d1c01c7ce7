import { budget, checkElements, checkLength, spendSize } from '../budget.ts'
import { matchAllRegex, matchRegex, replaceRegex, searchRegex, splitRegex } from '../regex/operate.ts'
import { methods, native, type Method } from './method.ts'
import { joinList, toText } from './text.ts'

const names = [
  'charAt', 'charCodeAt', 'codePointAt', 'at', 'indexOf', 'lastIndexOf', 'includes', 'startsWith', 'endsWith',
  'slice', 'substring', 'substr', 'toLowerCase', 'toUpperCase', 'toLocaleLowerCase', 'toLocaleUpperCase',
  'trim', 'trimStart', 'trimEnd', 'trimLeft', 'trimRight', 'localeCompare', 'normalize', 'toString', 'valueOf',
  'isWellFormed', 'toWellFormed', 'anchor', 'big', 'bold', 'link',
] as const // prettier-ignore

/** Arguments that are objects become text here, where its length is bounded, rather than inside the native method. */
function plainArgs(args: unknown[]): unknown[] {
  return args.map((arg) => (Array.isArray(arg) ? toText(arg) : arg))
}

function plain(table: Record<string, Method>): Record<string, Method> {
  return Object.fromEntries(
    Object.entries(table).map(([name, method]): [string, Method] => [name, (owner, args) => method(owner, plainArgs(args))]),
  )
}

function pad(text: string, [target, filler]: unknown[], side: 'padStart' | 'padEnd'): string {
  checkLength(Number(target))
  return text[side](Number(target), filler === undefined ? undefined : toText(filler))
}

function repeat(text: string, [times]: unknown[]): string {
  checkLength(text.length * Math.max(0, Number(times) || 0))
  return text.repeat(Number(times))
}

function replace(text: string, [search, replacement]: unknown[], all: boolean): string {
  spendSize(text.length)
  const by = typeof replacement === 'function' ? (replacement as (...args: unknown[]) => unknown) : toText(replacement)
  if (search instanceof RegExp) {
    if (all && !search.global) throw new TypeError('replaceAll must be called with a global RegExp')
    return replaceRegex(text, search, by)
  }
  const found = toText(search)
  if (all && typeof by === 'string') checkLength(text.length + (text.length / Math.max(1, found.length)) * by.length)
  const value = typeof by === 'string' ? by : (...args: unknown[]) => toText(by(...args))
  const made = all ? text.replaceAll(found, value as string) : text.replace(found, value as string)
  checkLength(made.length)
  return made
}

function split(text: string, [separator, limit]: unknown[]): string[] {
  spendSize(text.length)
  const most = limit === undefined ? undefined : Number(limit)
  if (separator instanceof RegExp) return splitRegex(text, separator, most)
  if (separator === undefined) return [text]
  const by = toText(separator)
  if (by === '') checkElements(text.length)
  return text.split(by, most)
}

function asRegex(pattern: unknown): RegExp | string | undefined {
  return pattern instanceof RegExp || pattern === undefined ? pattern : toText(pattern)
}

export const stringMethods = methods({
  ...plain(native(String.prototype, names, (text: string) => text.length)),
  concat: (text: string, args) => joinList([text, ...args.map((arg) => String(toText(arg)))], ''),
  padStart: (text: string, args) => pad(String(text), args, 'padStart'),
  padEnd: (text: string, args) => pad(String(text), args, 'padEnd'),
  repeat: (text: string, args) => repeat(String(text), args),
  replace: (text: string, args) => replace(String(text), args, false),
  replaceAll: (text: string, args) => replace(String(text), args, true),
  split: (text: string, args) => (budget.fresh = split(String(text), args)),
  match: (text: string, [pattern]) => (budget.fresh = matchRegex(String(text), asRegex(pattern))),
  matchAll: (text: string, [pattern]) => (budget.fresh = matchAllRegex(String(text), asRegex(pattern))),
  search: (text: string, [pattern]) => searchRegex(String(text), asRegex(pattern)),
  hasOwnProperty: (text: string, [key]: unknown[]) => Object.hasOwn(Object(text) as object, toText(key)),
})
