import { factsOfKind, isNotificationKind } from '@steward/contract/notification'
import type { PermissionName } from '@steward/contract/permission'
import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import { bulkSubscription, type EventEnvelope, type Subscription } from '#db'
import { findPreferencesOf } from '../preferences.store.ts'
import type { ProfileTables } from '../profile.tables.ts'
import { queuePush } from '../push/push.store.ts'
import { type DigestWish, mailTime } from './digest-time.ts'
import { sayChanged, upsertNotification } from './notification.store.ts'
import { digestCadence, type OwnWays, waysOf } from './settings.ts'
import { findDigestWishes, findWays } from './settings.store.ts'
import { peopleTold, type Told } from './tell-people.ts'

export type WhoMay = (wanted: {
  readonly workspaceId: string
  readonly permission: PermissionName | null
  /** Those among them; everybody in the workspace without it. */
  readonly among?: readonly string[]
}) => Promise<readonly string[]>

export type DeliverParts = {
  /** Members of a workspace who may do something there at this moment; known by a hub above. */
  readonly whoMay: WhoMay
  readonly clock: () => Date
  /** Of people who name none. */
  readonly timezone: string
}

/** So many are told of one thing at a time. */
const peopleMax = 200

/** Writes down for each person what they are told, as far as they may see it and want to know. */
export function deliverSubscription(parts: DeliverParts): Subscription {
  return bulkSubscription<ProfileTables>({
    consumer: 'profile.notifications',
    types: [peopleTold],
    handle: async (tx, events) => {
      const changed = new Set<string>()
      for (const told of joined(events)) for (const userId of await deliver(tx, parts, told)) changed.add(userId)
      await sayChanged(tx, changed, 'notification')
    },
  })
}

/** Of a flood about one thing one is written, which says how many they were. */
function joined(events: readonly EventEnvelope[]): readonly Told[] {
  const all = new Map<string, Told>()
  for (const { payload } of events) {
    const told = payload as unknown as Told
    if (!isNotificationKind(told.kind)) continue
    const key = JSON.stringify([
      told.kind,
      told.workspaceId,
      told.subject,
      told.people,
      told.otherwise ?? null,
      told.except ?? null,
    ])
    all.set(key, { ...told, count: (told.count ?? 1) + (all.get(key)?.count ?? 0) })
  }
  return [...all.values()]
}

async function deliver(tx: Transaction<ProfileTables>, parts: DeliverParts, told: Told): Promise<readonly string[]> {
  const people = (await recipientsOf(parts, told)).filter((id) => id !== told.except).slice(0, peopleMax)
  const [ways, digests, wishes] = await Promise.all([
    findWays(tx, people),
    findDigestWishes(tx, people, parts.timezone),
    findPreferencesOf(tx, people),
  ])
  const now = parts.clock()
  const changed: string[] = []
  for (const userId of people) {
    const digest = digests.get(userId)
    if (digest === undefined) continue
    const isTold = await tellOne(tx, { told, userId, now, digest, ways: ways.get(userId), wishes: wishes.get(userId) })
    if (isTold) changed.push(userId)
  }
  return changed
}

type One = {
  readonly told: Told
  readonly userId: string
  readonly now: Date
  readonly digest: DigestWish
  readonly ways: OwnWays | undefined
  /** Switches over everything; undefined: never touched. */
  readonly wishes: { readonly emailNotifications: boolean; readonly pushNotifications: boolean } | undefined
}

async function tellOne(tx: Transaction<ProfileTables>, one: One): Promise<boolean> {
  const { told, userId, now, digest, wishes } = one
  const own = waysOf(one.ways, told.kind)
  const mail = wishes?.emailNotifications === false ? 'never' : digestCadence(told.kind, own)
  const isPushed = own.push && wishes?.pushNotifications !== false
  if (!own.inApp && mail === 'never' && !isPushed) return false
  const { id, isAlert } = await upsertNotification(tx, {
    id: newId(),
    workspaceId: told.workspaceId,
    userId,
    kind: told.kind,
    subject: told.subject.slice(0, 200),
    parts: told.parts,
    path: told.path,
    count: told.count ?? 1,
    inApp: own.inApp,
    mail,
    mailAt: mailTime(mail, now, digest),
    at: now,
  })
  if (isPushed && isAlert) await queuePush(tx, { userId, notificationId: id, now })
  return true
}

async function recipientsOf({ whoMay }: DeliverParts, told: Told): Promise<readonly string[]> {
  const { workspaceId, people, otherwise } = told
  const { permission } = factsOfKind(told.kind)
  const named = [...new Set(people)]
  if (workspaceId === null) return named
  const those = named.length === 0 ? [] : await whoMay({ workspaceId, permission, among: named })
  if (those.length > 0 || otherwise === undefined) return those
  const able = await whoMay({ workspaceId, permission: otherwise })
  return able.length === 0 ? [] : await whoMay({ workspaceId, permission, among: able })
}
