import type { Item } from '@steward/sdk/node'
import { bucketOf, readField, sameValue, type Comparing, type FieldPair } from './match-key.ts'

/** An item and where it came from, so that what is made of it can be paired. */
export type Entry = { readonly item: Item; readonly index: number; readonly input: number }

export type Match = { readonly first: Entry; readonly seconds: readonly Entry[] }

export type Matches = {
  readonly matched: readonly Match[]
  readonly unmatched1: readonly Entry[]
  readonly unmatched2: readonly Entry[]
  /** Items of the second input that were matched at least once, in their own order. */
  readonly matched2: readonly Entry[]
}

export function entriesOf(items: readonly Item[], input: number): Entry[] {
  return items.map((item, index) => ({ item, index, input }))
}

/**
 * Finds for each item of the first input its partners in the second: by hash,
 * so that the time grows with the number of items and not with their product.
 */
export function matchItems(
  inputs: { readonly first: readonly Entry[]; readonly second: readonly Entry[] },
  fields: readonly FieldPair[],
  options: Comparing & { readonly firstOnly: boolean },
): Matches {
  const index = indexSecond(inputs.second, fields, options)
  const used = new Set<Entry>()
  const matched: Match[] = []
  const unmatched1: Entry[] = []
  for (const first of inputs.first) {
    const values = fields.map(({ field1 }) => readField(first.item, field1, options.dots))
    const partners = values.includes(undefined) ? [] : partnersOf(values, index, options)
    if (partners.length === 0) {
      unmatched1.push(first)
      continue
    }
    for (const partner of partners) used.add(partner)
    matched.push({ first, seconds: partners })
  }
  return {
    matched,
    unmatched1,
    unmatched2: inputs.second.filter((entry) => !used.has(entry)),
    matched2: inputs.second.filter((entry) => used.has(entry)),
  }
}

type Candidate = { readonly entry: Entry; readonly values: readonly unknown[] }

function indexSecond(second: readonly Entry[], fields: readonly FieldPair[], comparing: Comparing): Map<string, Candidate[]> {
  const index = new Map<string, Candidate[]>()
  for (const entry of second) {
    const values = fields.map(({ field2 }) => readField(entry.item, field2, comparing.dots))
    const bucket = bucketOf(values, comparing)
    const known = index.get(bucket)
    if (known === undefined) index.set(bucket, [{ entry, values }])
    else known.push({ entry, values })
  }
  return index
}

function partnersOf(
  values: readonly unknown[],
  index: Map<string, Candidate[]>,
  options: Comparing & { readonly firstOnly: boolean },
): Entry[] {
  const partners: Entry[] = []
  for (const candidate of index.get(bucketOf(values, options)) ?? []) {
    if (!values.every((value, at) => sameValue(value, candidate.values[at], options))) continue
    partners.push(candidate.entry)
    if (options.firstOnly) break
  }
  return partners
}
