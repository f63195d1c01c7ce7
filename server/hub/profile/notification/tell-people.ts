import type { NotificationKind } from '@steward/contract/notification'
import type { PermissionName } from '@steward/contract/permission'
import type { JsonObject } from '@steward/contract/item'
import type { Transaction } from 'kysely'
import { publish } from '#db'
import type { Parts } from './notification.tables.ts'

export const peopleTold = 'notification.told'

export type Told = {
  readonly kind: NotificationKind
  /** Null: it is about the accounts of those people. */
  readonly workspaceId: string | null
  /** What it is about. The same again, before it is read, is counted. */
  readonly subject: string
  /** Names and numbers. Never what was worked on, what a service answered, or a secret. */
  readonly parts: Parts
  /** The page of it. */
  readonly path: string
  /** So often has it happened; once unless said. */
  readonly count?: number
  /** Those among them are told who may see it. */
  readonly people: readonly string[]
  /** Told instead where none of the people may see it any more, or none was named. */
  readonly otherwise?: PermissionName
  /** Who did it knows. */
  readonly except?: string | null
}

/**
 * Tells people of something, if and only if the transaction commits. Who may not see what it is about, does not want to
 * know, or is not in the workspace, is left out where it is delivered.
 */
export async function tellPeople<Tables>(tx: Transaction<Tables>, told: Told): Promise<void> {
  if (told.people.length === 0 && told.otherwise === undefined) return
  await publish(tx, {
    type: peopleTold,
    key: told.subject,
    payload: { ...told, parts: storable(told.parts) } as unknown as JsonObject,
  })
}

const nameCharsMax = 200

/** Names come from people, may be long, and may hold what the database refuses. */
function storable(parts: Parts): Parts {
  const clean = (value: Parts[string]) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD').slice(0, nameCharsMax).toWellFormed() : value
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, clean(value ?? null)]))
}
