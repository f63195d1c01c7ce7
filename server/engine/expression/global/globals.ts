import { dates } from './date.ts'
import { collections } from './collection.ts'
import { errors } from './error.ts'
import { intl } from './intl.ts'
import { json } from './json.ts'
import { math } from './math.ts'
import { objects } from './object.ts'
import { primitives } from './primitive.ts'
import { texts } from './text.ts'
import { functions } from '../extension/function.ts'

const globals: ReadonlyMap<string, unknown> = new Map(
  Object.entries({
    ...primitives, ...objects, ...collections, ...texts, ...errors, ...dates,
    JSON: json, Math: math, Intl: intl,
    ...functions,
    ...denied(),
  }),
) // prettier-ignore

/** Names of JavaScript that lead outside. They are there, as n8n has it, but they are empty. */
function denied(): Record<string, unknown> {
  const names = [
    'document', 'global', 'window', 'Window', 'this', 'globalThis', 'self', 'alert', 'prompt', 'confirm', 'eval', 'uneval',
    'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask',
    'requestAnimationFrame', 'Function', 'GeneratorFunction', 'AsyncFunction', 'AsyncGeneratorFunction', 'require', 'module',
    'exports', 'Buffer', '__dirname', '__filename', 'importScripts', 'fetch', 'XMLHttpRequest', 'Promise', 'Generator',
    'AsyncGenerator', 'WebAssembly', 'Reflect', 'Proxy', 'Atomics', 'WeakRef', 'FinalizationRegistry',
    'Iterator', 'process',
  ] // prettier-ignore
  return Object.fromEntries(names.map((name) => [name, Object.freeze(name === 'process' ? { env: Object.freeze({}) } : {})]))
}

export function findGlobal(name: string): unknown {
  return globals.get(name)
}

export function globalNames(): string[] {
  return [...globals.keys()]
}
