import type { AuditMeans } from '@steward/contract/api/audit'
import type { JsonObject, JsonValue } from '@steward/contract/item'
import type { Transaction } from 'kysely'
import { redact } from '#base/redact'
import { publish } from '#db'

/** Who acts, in which workspace, from where and by which means. A request's scope is one. */
export type By = {
  readonly actorId: string | null
  readonly workspaceId: string | null
  readonly now: Date
  readonly from?: { readonly address: string; readonly agent: string | null }
  /** Unless said: by a page of ours where somebody asked from somewhere, else by Steward itself. */
  readonly means?: AuditMeans | undefined
}

export type AuditEntry = {
  /** `resource.past_tense`. */
  readonly action: string
  readonly resourceType: string
  readonly resourceId: string | null
  /** What it was and what it became, where that is short and no secret. A `name` among them is what people read later. */
  readonly old?: JsonObject
  readonly new?: JsonObject
  readonly metadata?: JsonObject
}

/** What travels from the acting hub to this one. */
export type RecordedAct = {
  readonly userId: string | null
  readonly workspaceId: string | null
  /** Missing in what older versions have left in an outbox. */
  readonly means?: AuditMeans | null
  readonly address: string | null
  readonly agent: string | null
  readonly at: string
  readonly action: string
  readonly resourceType: string
  readonly resourceId: string | null
  readonly old: JsonObject | null
  readonly new: JsonObject | null
  readonly metadata: JsonObject | null
}

export const auditEvent = 'audit.recorded'

/** Writes down who did what. Runs in the transaction of the act: no act without its line, no line without its act. */
export async function record<Tables>(tx: Transaction<Tables>, by: By, entry: AuditEntry): Promise<void> {
  const act: RecordedAct = {
    userId: by.actorId,
    workspaceId: by.workspaceId,
    means: by.means ?? (by.from === undefined ? 'system' : 'web'),
    address: by.from?.address ?? null,
    agent: by.from?.agent ?? null,
    at: by.now.toISOString(),
    action: entry.action,
    resourceType: entry.resourceType,
    // Longer than any id of ours: somebody's text, of which the beginning tells enough.
    resourceId: entry.resourceId?.slice(0, 255) ?? null,
    // Callers leave secrets out. This is the second look: nothing is ever taken out of the log again.
    old: redact(entry.old ?? null),
    new: redact(entry.new ?? null),
    metadata: redact(entry.metadata ?? null),
  }
  await publish(tx, { type: auditEvent, key: entry.resourceId ?? entry.action, payload: storable(act) as JsonObject })
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
