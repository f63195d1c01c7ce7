import { newId } from '#base/id'
import { type ChainLine, link, noHead, seal, type Statement } from './chain-line.ts'
import { type Checkpoint, keyIdOf, signCheckpoint, signingKeyOf } from './checkpoint.ts'
import { createPublicKey, type KeyObject } from 'node:crypto'

export const chain = newId()
export const person = newId()

export function statement(number: number, over: Partial<Statement> = {}): Statement {
  return {
    id: newId(),
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString(),
    recordedAt: new Date(Date.UTC(2026, 0, 1, 0, 1, number)).toISOString(),
    userId: person,
    means: 'web',
    action: 'workflow.saved',
    resourceType: 'workflow',
    resourceId: `workflow ${number}`,
    origin: seal({ address: '192.0.2.7', agent: 'a browser' }),
    values: seal({ old: { version: number }, new: { version: number + 1 }, metadata: null }),
    ...over,
  }
}

export const givenLines = (count: number): ChainLine[] =>
  link(
    chain,
    noHead,
    Array.from({ length: count }, (_, index) => statement(index)),
  )

/** The same statements in the order given, linked as if they had always stood like this. */
export const relinked = (lines: readonly ChainLine[]): ChainLine[] => link(chain, noHead, lines)

export const givenKey = (first: number): KeyObject => signingKeyOf(Buffer.alloc(32, first))
export const trusted = (...keys: readonly KeyObject[]): Map<string, KeyObject> =>
  new Map(keys.map(createPublicKey).map((key) => [keyIdOf(key), key]))

export function signed(key: KeyObject, { seq, hash }: ChainLine): Checkpoint {
  return signCheckpoint(key, { chain, seq, lines: seq, hash, at: '2026-01-02T00:00:00.000Z' })
}

/** A list without the line of this number. */
export const without = (lines: readonly ChainLine[], seq: number) => lines.filter((line) => line.seq !== seq)
/** A list with the line of this number changed. */
export const changed = (lines: readonly ChainLine[], seq: number, change: Partial<ChainLine>) =>
  lines.map((line) => (line.seq === seq ? { ...line, ...change } : line))
