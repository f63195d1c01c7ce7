import { beforeChange, budget, checkElements, spendSize } from '../budget.ts'
import { accessRefused } from '../error.ts'
import { copyData } from '../copy.ts'
import { iterate, ownEntries } from '../member/iterate.ts'
import { toKey } from '../member/read.ts'
import { toText } from '../member/text.ts'
import { writeMember } from '../member/write.ts'
import { builtin } from './builtin.ts'

function charged<T extends { readonly length: number }>(list: T): T {
  spendSize(list.length)
  budget.fresh = list
  return list
}

function fields(value: unknown): [string, unknown][] {
  if (value === null || value === undefined) throw new TypeError('Cannot convert undefined or null to object')
  return charged(ownEntries(value))
}

function assign(target: unknown, ...sources: unknown[]): unknown {
  for (const source of sources) for (const [key, value] of ownEntries(source)) writeMember(target, key, value)
  return target
}

function fromEntries(entries: unknown): Record<string, unknown> {
  const pairs = [...iterate(entries)].map((pair) => {
    const [key, value] = [...iterate(pair)]
    return [typeof key === 'string' ? key : toText(key), value] as const
  })
  checkElements(pairs.length)
  return Object.fromEntries(pairs)
}

/** Freezing changes what is frozen. Only objects of the expression's own can be. */
function changing(change: (value: unknown) => unknown): (value: unknown) => unknown {
  return (value) => {
    beforeChange(value)
    return change(value)
  }
}

function groupBy(values: unknown, by: (value: unknown, index: number) => unknown): Record<string, unknown[]> {
  const groups = Map.groupBy(iterate(values), (value, index) => toText(by(value, index)))
  return Object.fromEntries(groups)
}

function refused(name: string): [string, unknown] {
  return [
    name,
    () => {
      throw accessRefused(name)
    },
  ]
}

export const objects = {
  Object: builtin('Object', {
    call: (value: unknown) => value ?? {},
    construct: ([value]) => value ?? {},
    is: (value) => typeof value === 'object' && value !== null,
    statics: {
      keys: (value: unknown) => charged(fields(value).map(([key]) => key)),
      values: (value: unknown) => charged(fields(value).map(([, each]) => each)),
      entries: (value: unknown) => fields(value),
      assign,
      fromEntries,
      freeze: changing((value) => Object.freeze(value)),
      seal: changing((value) => Object.seal(value)),
      preventExtensions: changing((value) => value),
      isFrozen: (value: unknown) => Object.isFrozen(value),
      isSealed: (value: unknown) => Object.isSealed(value),
      isExtensible: (value: unknown) => Object.isExtensible(value),
      is: (left: unknown, right: unknown) => Object.is(left, right),
      hasOwn: (value: unknown, key: unknown) => ownEntries(value).some(([name]) => name === toKey(key)),
      getOwnPropertyNames: (value: unknown) => charged(fields(value).map(([key]) => key)),
      create: () => ({}),
      groupBy,
      ...Object.fromEntries(['getOwnPropertySymbols'].map(refused)),
    },
  }),
  structuredClone: builtin('structuredClone', { call: (value: unknown) => copyData(value, new Map()) }),
}
