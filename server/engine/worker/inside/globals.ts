import { URLSearchParams, makeUrlClass } from './address.ts'
import type { Bridge } from './bridge.ts'
import { Buffer } from './buffer.ts'
import { decodeUtf8, encodeUtf8, fromBase64, fromLatin1, toBase64, toLatin1 } from './bytes.ts'
import { makeCrypto } from './crypto.ts'

type Luxon = { DateTime: { now: () => unknown }; Settings: { defaultZone: string } } & Record<string, unknown>

class TextEncoder {
  readonly encoding = 'utf-8'
  encode(text: unknown = ''): Uint8Array {
    return encodeUtf8(String(text))
  }
}

class TextDecoder {
  readonly encoding = 'utf-8'
  decode(bytes: ArrayBuffer | Uint8Array = new Uint8Array()): string {
    return decodeUtf8(
      bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    )
  }
}

/** Copies what JSON can hold, and dates, maps, sets and cycles besides. */
function structuredClone(value: unknown, seen = new Map<object, object>()): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('A function cannot be copied.')
  if (typeof value !== 'object' || value === null) return value
  const known = seen.get(value)
  if (known !== undefined) return known
  if (value instanceof Date) return new Date(value)
  if (value instanceof Uint8Array) return value.slice()
  const copy: object = value instanceof Map ? new Map() : value instanceof Set ? new Set() : Array.isArray(value) ? [] : {}
  seen.set(value, copy)
  if (value instanceof Map)
    for (const [key, one] of value) (copy as Map<unknown, unknown>).set(structuredClone(key, seen), structuredClone(one, seen))
  else if (value instanceof Set) for (const one of value) (copy as Set<unknown>).add(structuredClone(one, seen))
  else
    for (const key of Object.keys(value))
      Object.defineProperty(copy, key, {
        value: structuredClone((value as Record<string, unknown>)[key], seen),
        writable: true,
        enumerable: true,
        configurable: true,
      })
  return copy
}

/** What browsers and Node add to the language, as far as code nodes may have it. */
export function platformGlobals(bridge: Bridge): Record<string, unknown> {
  const cancelled = new Set<number>()
  let timers = 0
  const setTimeout = (run: (...args: unknown[]) => unknown, delayMs = 0, ...args: unknown[]) => {
    const id = ++timers
    void bridge.later('sleep', { delayMs: Number(delayMs) }).then(() => (cancelled.has(id) ? undefined : run(...args)))
    return id
  }
  const noCalls = () => {
    throw new Error('Code cannot call the network here. Put an HTTP Request node before this one.')
  }
  const crypto = makeCrypto(bridge)
  const URL = makeUrlClass(bridge)
  return {
    Buffer,
    URL,
    URLSearchParams,
    TextEncoder,
    TextDecoder,
    structuredClone: (value: unknown) => structuredClone(value),
    atob: (text: unknown) => toLatin1(fromBase64(String(text))),
    btoa: (text: unknown) => toBase64(fromLatin1(String(text))),
    setTimeout,
    clearTimeout: (id: number) => void cancelled.add(id),
    setImmediate: (run: (...args: unknown[]) => unknown, ...args: unknown[]) => setTimeout(run, 0, ...args),
    queueMicrotask: (run: () => unknown) => void Promise.resolve().then(run),
    fetch: noCalls,
    crypto,
    global: globalThis,
    require: makeRequire({ crypto, buffer: { Buffer }, url: { URL, URLSearchParams }, querystring: queryString }),
  }
}

const queryString = {
  parse: (text: string) => {
    const params = new URLSearchParams(text)
    return Object.fromEntries(
      [...new Set(params.keys())].map((key) => [key, params.getAll(key).length > 1 ? params.getAll(key) : params.get(key)]),
    )
  },
  stringify: (values: Record<string, unknown>) =>
    new URLSearchParams(
      Object.entries(values).flatMap(([key, value]) =>
        Array.isArray(value) ? value.map((one): [string, unknown] => [key, one]) : [[key, value] as [string, unknown]],
      ),
    ).toString(),
}

function makeRequire(modules: Record<string, unknown>) {
  return (name: unknown): unknown => {
    const wanted = String(name).replace(/^node:/, '')
    if (wanted === 'luxon') return luxonOf()
    if (wanted === 'jmespath') return (globalThis as Record<string, unknown>)['jmespath']
    if (Object.hasOwn(modules, wanted)) return modules[wanted]
    throw new Error(
      `The module "${wanted}" is not available in code. There are crypto, luxon, jmespath, buffer, url and querystring; files and network are reached through nodes.`,
    )
  }
}

export function luxonOf(): Luxon {
  return (globalThis as unknown as { luxon: Luxon }).luxon
}

export type LogLine = { level: string; message: string }

/** A `console` whose lines end up in the log of the execution; bounded, so that a loop cannot fill it. */
export function makeConsole(lines: LogLine[]): Record<string, unknown> {
  const write =
    (level: string) =>
    (...parts: unknown[]) => {
      if (lines.length >= 200) return
      lines.push({ level, message: parts.map(show).join(' ').slice(0, 4000) })
    }
  return {
    log: write('info'),
    info: write('info'),
    debug: write('debug'),
    warn: write('warn'),
    error: write('error'),
    trace: write('debug'),
    table: write('info'),
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return `${value.name}: ${value.message}`
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
