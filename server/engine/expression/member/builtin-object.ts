import { checkElements } from '../budget.ts'
import { methods, native } from './method.ts'
import { toText } from './text.ts'

const setReading = [
  'has', 'forEach', 'entries', 'keys', 'values', 'union', 'intersection', 'difference', 'symmetricDifference',
  'isSubsetOf', 'isSupersetOf', 'isDisjointFrom',
] as const // prettier-ignore

/** Maps and sets never come from data, so nothing but the expression can see them: they change in place. */
export const mapMethods = methods({
  ...native(Map.prototype, ['get', 'has', 'delete', 'clear', 'forEach', 'entries', 'keys', 'values']),
  set: (map: Map<unknown, unknown>, [key, value]) => {
    checkElements(map.size + 1)
    return map.set(key, value)
  },
})

export const setMethods = methods({
  ...native(Set.prototype, [...setReading, 'delete', 'clear']),
  add: (set: Set<unknown>, [value]) => {
    checkElements(set.size + 1)
    return set.add(value)
  },
})

export const mapProperties: ReadonlySet<string> = new Set(['size'])

export const iteratorMethods = methods({
  next: (iterator: Iterator<unknown>) => iterator.next(),
  toArray: (iterator: Iterable<unknown>) => [...iterator],
  map: (iterator: Iterable<unknown>, [each]) => Array.from(iterator, each as (value: unknown, index: number) => unknown),
  filter: (iterator: Iterable<unknown>, [each]) => [...iterator].filter(each as (value: unknown) => boolean),
})

export const urlMethods = methods({ toString: (url: URL) => url.href, toJSON: (url: URL) => url.href })

export const urlProperties: ReadonlySet<string> = new Set([
  'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash',
]) // prettier-ignore

export const searchMethods = methods({
  ...native(URLSearchParams.prototype, [
    'get',
    'getAll',
    'has',
    'forEach',
    'entries',
    'keys',
    'values',
    'toString',
    'delete',
    'sort',
  ]),
  append: (search: URLSearchParams, [name, value]) => search.append(toText(name), toText(value)),
  set: (search: URLSearchParams, [name, value]) => search.set(toText(name), toText(value)),
})

/** `stack` tells of the engine's files, so it is left out. */
export const errorProperties: ReadonlySet<string> = new Set(['message', 'name', 'cause'])

export const symbolMethods = methods({ toString: (symbol: symbol) => symbol.toString() })

export const symbolProperties: ReadonlySet<string> = new Set(['description'])

type Callable = (...args: unknown[]) => unknown

export const functionMethods = methods({
  call: (call: Callable, [self, ...args]) => Reflect.apply(call, self, args),
  apply: (call: Callable, [self, args]) => Reflect.apply(call, self, Array.isArray(args) ? args : []),
  bind:
    (call: Callable, [self, ...first]) =>
    (...args: unknown[]) =>
      Reflect.apply(call, self, [...first, ...args]),
  toString: () => 'function',
})

export const functionProperties: ReadonlySet<string> = new Set(['length'])

export const intlMethods = methods({
  ...Object.fromEntries(
    [
      'format',
      'formatToParts',
      'formatRange',
      'formatRangeToParts',
      'resolvedOptions',
      'select',
      'selectRange',
      'compare',
      'of',
    ].map((name) => [
      name,
      (owner: object, args: unknown[]) => {
        const method: unknown = Reflect.get(owner, name)
        if (typeof method !== 'function') throw new TypeError(`${name} is not a function`)
        return Reflect.apply(method, owner, args) as unknown
      },
    ]),
  ),
  segment: (segmenter: Intl.Segmenter, [text]) => [...segmenter.segment(toText(text))],
})
