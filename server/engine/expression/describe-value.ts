import { DateTime, Duration, Interval } from 'luxon'
import { ExpressionError } from './error.ts'
import { toText } from './member/text.ts'
import { toPlain } from './plain.ts'
import { Host } from './scope/host.ts'

/** What a person reads of a value; a preview must not send a whole input with every key that is pressed. */
const charsMax = 20_000
const elementsMax = 100
const fieldsMax = 200
const depthMax = 6
const textMax = 2_000

export type DescribedValue = {
  readonly type: string
  readonly value: unknown
  /** As it would stand in a text. */
  readonly text: string
  /** As somebody would write it down: texts in quotation marks. */
  readonly shown: string
  readonly isCut: boolean
  /** Names behind the dot, of what is no plain object. */
  readonly fields: readonly string[] | undefined
}

/** A value as people see it: its type, and so much of it as fits. Reads nothing that it does not show. */
export function describeValue(value: unknown): DescribedValue {
  const cutting = new Cutting()
  const cut = cutting.of(value, 0)
  const text = textOf(value, cut)
  return {
    type: typeOfValue(value),
    value: cut,
    text: text.slice(0, textMax),
    shown: (cut === undefined ? String(cut) : JSON.stringify(cut)).slice(0, textMax),
    isCut: cutting.isCut,
    fields: value instanceof Host ? value.keys().slice(0, fieldsMax) : undefined,
  }
}

export function typeOfValue(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date || DateTime.isDateTime(value)) return 'date'
  if (Duration.isDuration(value)) return 'duration'
  if (Interval.isInterval(value)) return 'interval'
  return typeof value
}

/** Made of what has been cut: an object that an expression has made is not asked how it wants to be written. */
function textOf(value: unknown, cut: unknown): string {
  if (cut === null || cut === undefined) return ''
  if (value instanceof Date) return value.toString()
  try {
    return toText(cut)
  } catch {
    return ''
  }
}

/** Walks a value until there is no more room, so that a huge one costs no more than a large one. */
class Cutting {
  isCut = false
  private left = charsMax

  of(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.cutText(value)
    if (typeof value !== 'object' || value === null) return this.plain(value)
    if (Array.isArray(value)) return this.list(value, depth)
    const proto: unknown = Object.getPrototypeOf(value)
    if (value instanceof Host) return this.fields(readable(value), depth)
    if (proto === Object.prototype || proto === null) return this.fields(Object.entries(value), depth)
    return this.plain(value)
  }

  private plain(value: unknown): unknown {
    const plain = toPlain(value)
    this.left -= 8
    return typeof plain === 'string' ? this.cutText(plain) : plain
  }

  private cutText(text: string): string {
    if (text.length <= this.left) {
      this.left -= text.length
      return text
    }
    this.isCut = true
    const kept = text.slice(0, Math.max(0, this.left))
    this.left = 0
    return `${kept}…`
  }

  private list(list: readonly unknown[], depth: number): unknown[] | string {
    if (depth > depthMax) return this.tooDeep('[…]')
    const made: unknown[] = []
    for (const each of list) {
      if (made.length >= elementsMax || this.left <= 0) {
        this.isCut = true
        break
      }
      made.push(this.of(each, depth + 1) ?? null)
    }
    return made
  }

  private fields(entries: readonly (readonly [string, unknown])[], depth: number): object | string {
    if (depth > depthMax) return this.tooDeep('{…}')
    const made: [string, unknown][] = []
    for (const [key, each] of entries) {
      if (made.length >= fieldsMax || this.left <= 0) {
        this.isCut = true
        break
      }
      this.left -= key.length
      const cut = this.of(each, depth + 1)
      if (cut !== undefined) made.push([key, cut])
    }
    return Object.fromEntries(made)
  }

  private tooDeep(sign: string): string {
    this.isCut = true
    return sign
  }
}

/** What can be read of something of the engine; what cannot (an item that nobody can tell) is left out. */
function readable(host: Host): [string, unknown][] {
  return host
    .keys()
    .slice(0, fieldsMax)
    .flatMap((key): [string, unknown][] => {
      try {
        return [[key, host.read(key)]]
      } catch (error) {
        if (error instanceof ExpressionError) return []
        throw error
      }
    })
}
