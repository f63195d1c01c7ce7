import { createHash, randomBytes } from 'node:crypto'
import type { AuditMeans } from '@steward/contract/api/audit'
import type { JsonObject } from '@steward/contract/item'
import { canonicalJson } from '#base/canonical-json'

/** The chain of a workspace has its id. What belongs to no workspace is in the chain of the installation. */
export const installationChain = '00000000-0000-0000-0000-000000000000'
export const chainOf = (workspaceId: string | null): string => workspaceId ?? installationChain

/** What comes before the first line of a chain, hex. */
export const noHash = '0'.repeat(64)

/** From where something was done. */
export type Origin = { readonly address: string | null; readonly agent: string | null }

/** What it was and what it became. */
export type Values = { readonly old: JsonObject | null; readonly new: JsonObject | null; readonly metadata: JsonObject | null }

/**
 * A part of a line that can be erased: the chain holds its digest, made with a salt so that nobody can try out
 * what it was. Salt and content go together; what is left tells that there was something. Hex.
 */
export type Sealed<Content> = { readonly digest: string; readonly salt: string | null; readonly content: Content | null }

/** What a line says before it has its place in a chain. Times are ISO texts with milliseconds. */
export type Statement = {
  readonly id: string
  readonly at: string
  readonly recordedAt: string
  readonly userId: string | null
  readonly means: AuditMeans | null
  readonly action: string
  readonly resourceType: string
  readonly resourceId: string | null
  readonly origin: Sealed<Origin> | null
  readonly values: Sealed<Values> | null
}

/** A link of a chain. Hashes are hex. */
export type ChainLine = Statement & { readonly seq: number; readonly prevHash: string; readonly hash: string }

/** Kinds of resources whose id is a person's. */
const personTypes = new Set(['user', 'member'])

/** The person whom a line is about. */
export const subjectOf = (line: Pick<Statement, 'resourceType' | 'resourceId'>): string | null =>
  personTypes.has(line.resourceType) ? line.resourceId : null

/** The line that says that a person was erased; it explains what is gone of the lines before it. */
export const erasure = { action: 'person.erased', resourceType: 'user' } as const

export function seal<Content>(content: Content): Sealed<Content> {
  const salt = randomBytes(16).toString('hex')
  return { digest: digestOf(salt, content), salt, content }
}

export function digestOf(salt: string, content: unknown): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(content)).digest('hex')
}

/** The version of what is hashed; another arrangement of the fields gets another number. */
const preimageVersion = Buffer.from([1])

/** The hash of a line in its place: over the version, the hash before it, and every field that is attested. */
export function hashOf(chain: string, line: Omit<ChainLine, 'hash'>): string {
  const attested = [
    chain,
    line.seq,
    line.id,
    line.at,
    line.recordedAt,
    line.userId,
    line.means,
    line.action,
    line.resourceType,
    line.resourceId,
    line.origin?.digest ?? null,
    line.values?.digest ?? null,
  ]
  return createHash('sha256')
    .update(preimageVersion)
    .update(Buffer.from(line.prevHash, 'hex'))
    .update(canonicalJson(attested))
    .digest('hex')
}

/** Gives statements their places behind the head of a chain. */
export function link(chain: string, head: Head, statements: readonly Statement[]): ChainLine[] {
  let { seq, hash: prevHash } = head
  return statements.map((statement) => {
    seq += 1
    const unhashed = { ...statement, seq, prevHash }
    const line = { ...unhashed, hash: hashOf(chain, unhashed) }
    prevHash = line.hash
    return line
  })
}

/** The last line of a chain as far as the next one needs it. */
export type Head = { readonly seq: number; readonly hash: string }
export const noHead: Head = { seq: 0, hash: noHash }
