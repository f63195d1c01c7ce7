import type { JsonObject, JsonValue } from '@steward/contract/item'
import type { Transaction } from 'kysely'
import { publish } from '#db'

/** Who acts, in which workspace, from where. A request's scope is one. */
export type By = {
  readonly actorId: string | null
  readonly workspaceId: string | null
  readonly now: Date
  readonly from?: { readonly address: string; readonly agent: string | null }
}

export type AuditEntry = {
  /** `resource.past_tense`. */
  readonly action: string
  readonly resourceType: string
  readonly resourceId: string | null
  /** What it was and what it became, where that is short and no secret. */
  readonly old?: JsonObject
  readonly new?: JsonObject
  readonly metadata?: JsonObject
}

export const auditEvent = 'audit.recorded'

/** Writes down who did what. Runs in the transaction of the act: no act without its line, no line without its act. */
export async function record<Tables>(tx: Transaction<Tables>, by: By, entry: AuditEntry): Promise<void> {
  const payload: JsonObject = {
    userId: by.actorId,
    workspaceId: by.workspaceId,
    address: by.from?.address ?? null,
    agent: by.from?.agent ?? null,
    at: by.now.toISOString(),
    action: entry.action,
    resourceType: entry.resourceType,
    resourceId: entry.resourceId,
    old: entry.old ?? null,
    new: entry.new ?? null,
    metadata: entry.metadata ?? null,
  }
  await publish(tx, { type: auditEvent, key: entry.resourceId ?? entry.action, payload: storable(payload) as JsonObject })
}

/**
 * Names and files come from people and may hold what jsonb refuses: U+0000 and
 * halves of surrogate pairs. A line that cannot be stored would be tried for
 * ever, so those characters are replaced by the sign for "cannot be shown".
 */
function storable(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd')
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storable(key) as string, storable(each)]))
}
