import { createHash } from 'node:crypto'
import type { LoadedWorkflow, StartKey } from '#engine/host'
import { executionError } from '../errors.ts'

/** How long a key is remembered where the workflow names no window. */
const windowMs = 24 * 3_600_000

type Request = {
  readonly header: string | string[] | undefined
  readonly loaded: LoadedWorkflow
  /** Starts by hand and by webhook do not share keys. */
  readonly way: string
  /** What makes it this request and no other; asked for when there is a key. */
  readonly content: () => readonly string[]
}

/** The start key that the header `Idempotency-Key` asks for; it stands in for the deduplication of the workflow. */
export function idempotencyKey({ header, loaded, way, content }: Request): StartKey | undefined {
  if (header === undefined) return undefined
  if (typeof header !== 'string' || !/^[\u0020-\u007e]{1,255}$/.test(header)) throw executionError.idempotency_key()
  const seconds = loaded.plan.document.settings.limits?.deduplicate?.windowSeconds
  return {
    key: `idempotency:${way}:${loaded.workflow.id}:${header}`,
    windowMs: seconds === undefined ? windowMs : seconds * 1000,
    hash: createHash('sha256').update(JSON.stringify(content())).digest('base64url'),
  }
}
