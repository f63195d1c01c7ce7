import type { Pairing } from '@steward/contract/item'
import type { BinaryValue, Item, NodeCall } from '@steward/sdk/node'
import type { Entry } from './match-items.ts'
import { mergeJson, withSuffix, type Clash } from './merge-json.ts'

export type ClashHandling = Clash & {
  /** `addSuffix`, `preferLast` or `preferInput` and a number. */
  readonly resolve: string
}

/** Reads the option "Clash Handling"; `fallback` says which input wins where nothing is set. */
export function readClashHandling(call: NodeCall, fallback: string): ClashHandling {
  const values = call.param<Record<string, unknown>>('options.clashHandling.values', 0, {}) ?? {}
  const resolve = typeof values['resolveClash'] === 'string' && values['resolveClash'] !== '' ? values['resolveClash'] : fallback
  return {
    resolve,
    mode: values['mergeMode'] === 'shallowMerge' ? 'shallowMerge' : 'deepMerge',
    overrideEmpty: values['overrideEmpty'] === true,
  }
}

/** The number of the input whose fields win, counted from 0. */
export function preferredInput(resolve: string, inputCount: number): number {
  const number = /^preferInput(\d+)$/.exec(resolve)?.[1]
  return number === undefined ? inputCount - 1 : Number(number) - 1
}

/** One item out of several, the preferred one laid over the others. */
export function joinEntries(entries: readonly Entry[], handling: ClashHandling, inputCount: number): Item {
  if (handling.resolve === 'addSuffix') {
    return made(entries, mergeJson(entries.map(suffixed), handling))
  }
  const preferred = preferredInput(handling.resolve, inputCount)
  const ordered = [
    ...entries.filter((entry) => entry.input !== preferred),
    ...entries.filter((entry) => entry.input === preferred),
  ]
  return made(
    ordered,
    mergeJson(
      ordered.map((entry) => entry.item.json),
      handling,
    ),
  )
}

/** An item that found no partner; it takes the suffix of its input where the others do. */
export function aloneEntry(entry: Entry, handling: ClashHandling): Item {
  return {
    ...entry.item,
    json: handling.resolve === 'addSuffix' ? suffixed(entry) : entry.item.json,
    pairedItem: pairingOf(entry),
  }
}

export function pairingOf(entry: Entry): Pairing {
  return { item: entry.index, input: entry.input }
}

/** The item as it came, paired to where it came from. */
export function passOn(entry: Entry): Item {
  return { ...entry.item, pairedItem: pairingOf(entry) }
}

export const suffixed = (entry: Entry) => withSuffix(entry.item.json, entry.input + 1)

export function made(entries: readonly Entry[], json: Item['json']): Item {
  const binary: Record<string, BinaryValue> = Object.assign({}, ...entries.map((entry) => entry.item.binary ?? {}))
  const pairedItem = entries.map(pairingOf)
  return Object.keys(binary).length > 0 ? { json, binary, pairedItem } : { json, pairedItem }
}
