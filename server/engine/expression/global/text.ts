import { types } from 'node:util'
import { makeRegex } from '../regex/guarded.ts'
import { checkLength, spendSize } from '../budget.ts'
import { joinList, toText } from '../member/text.ts'
import { builtin } from './builtin.ts'

function bounded(name: string, convert: (text: string) => string): unknown {
  return builtin(name, {
    call: (value: unknown) => {
      const text = toText(value)
      spendSize(text.length)
      const made = convert(text)
      checkLength(made.length)
      return made
    },
  })
}

function makeFrom(pattern: unknown, flags: unknown): RegExp {
  const source = pattern instanceof RegExp ? pattern.source : pattern === undefined ? '' : toText(pattern)
  return makeRegex(source, flags === undefined ? (pattern instanceof RegExp ? pattern.flags : '') : toText(flags))
}

function raw(strings: { readonly raw?: readonly unknown[] }, ...values: unknown[]): string {
  const parts = (strings.raw ?? []).flatMap((part, index) => (index < values.length ? [part, values[index]] : [part]))
  return joinList(parts, '')
}

export const texts = {
  String: builtin('String', {
    call: (...args: unknown[]) => (args.length === 0 ? '' : typeof args[0] === 'symbol' ? args[0].toString() : toText(args[0])),
    construct: (args) => Object(args.length === 0 ? '' : toText(args[0])) as unknown,
    is: (value) => types.isStringObject(value),
    statics: {
      raw,
      fromCharCode: (...codes: unknown[]) => String.fromCharCode(...codes.map(Number)),
      fromCodePoint: (...codes: unknown[]) => String.fromCodePoint(...codes.map(Number)),
    },
  }),
  RegExp: builtin('RegExp', {
    call: makeFrom,
    construct: ([pattern, flags]) => makeFrom(pattern, flags),
    is: (value) => value instanceof RegExp,
  }),
  URL: builtin('URL', {
    construct: ([address, base]) => new URL(toText(address), base === undefined ? undefined : toText(base)),
    is: (value) => value instanceof URL,
    statics: {
      canParse: (address: unknown, base?: unknown) =>
        URL.canParse(toText(address), base === undefined ? undefined : toText(base)),
    },
  }),
  URLSearchParams: builtin('URLSearchParams', {
    construct: ([init]) => new URLSearchParams(init as Record<string, string>),
    is: (value) => value instanceof URLSearchParams,
  }),
  encodeURIComponent: bounded('encodeURIComponent', encodeURIComponent),
  decodeURIComponent: bounded('decodeURIComponent', decodeURIComponent),
  encodeURI: bounded('encodeURI', encodeURI),
  decodeURI: bounded('decodeURI', decodeURI),
  escape: bounded('escape', (text) => escape(text)),
  unescape: bounded('unescape', (text) => unescape(text)),
  btoa: bounded('btoa', btoa),
  atob: bounded('atob', atob),
}
