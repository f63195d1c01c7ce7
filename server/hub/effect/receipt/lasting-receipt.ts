import { hash } from 'node:crypto'
import type { JsonObject } from '@steward/contract/item'
import { canonicalJson } from '#base/canonical-json'
import type { WrittenReceipt } from './receipt.store.ts'

/** What is attested of a receipt: all that it says. What it does not say is left out, so that later versions may say more. */
export function lastingOf(receipt: WrittenReceipt): JsonObject {
  const { place: _place, ...said } = receipt
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as JsonObject
}

/** SHA-256 (hex) over the canonical JSON of what is attested. */
export const digestOf = (lasting: unknown): string => hash('sha256', canonicalJson(lasting), 'hex')

/** An id and the digest of its receipt, hex. */
export type Leaf = { readonly id: string; readonly digest: string }

/** The leaves of a batch in the order of their ids, hex: 16 bytes of id and 32 of digest each. */
export function joinLeaves(leaves: readonly Leaf[]): string {
  return leaves
    .map(({ id, digest }) => `${id.replaceAll('-', '')}${digest}`)
    .toSorted()
    .join('')
}

export function splitLeaves(text: string): Leaf[] {
  return (text.match(/.{96}/g) ?? []).map((leaf) => ({
    id: leaf.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    digest: leaf.slice(32),
  }))
}

/** What the audit log says of a batch: SHA-256 (hex) over its leaves. */
export const digestOfLeaves = (text: string): string => hash('sha256', Buffer.from(text, 'hex'), 'hex')
