import type { NotificationSettings } from '@steward/contract/api/notification'
import type { MailCadence, NotificationKind } from '@steward/contract/notification'
import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { findPeople } from '#hub/identity'
import { isPlainAddress } from '#mail'
import type { OwnScope } from '../change-profile.ts'
import type { ProfileTables } from '../profile.tables.ts'
import { type DigestWish, mailTime } from './digest-time.ts'
import { listMailRows, moveMail } from './mail.store.ts'
import { allWays, digestCadence, type OwnWays, type Ways, waysOf } from './settings.ts'
import { findDigestWishes, findWays, lockSettings, saveDigest, saveWays } from './settings.store.ts'

type Parts = { readonly timezone: string; readonly pushKey: () => Promise<string> }

export async function readSettings(db: Databases, userId: string, { timezone, pushKey }: Parts): Promise<NotificationSettings> {
  const on = db.kysely<ProfileTables>('profile')
  const [ways, digests, people, key] = await Promise.all([
    findWays(on, [userId]),
    findDigestWishes(on, [userId], timezone),
    findPeople(db, [userId]),
    pushKey(),
  ])
  const person = people.get(userId)
  const digest = digests.get(userId) ?? { hour: 8, weekday: 1, timezone }
  const isKnown = person?.isVerified === true && isPlainAddress(person.email)
  return { kinds: allWays(ways.get(userId) ?? new Map()), digest, mailTo: isKnown ? person.email : null, pushKey: key }
}

export type SettingsChange = {
  readonly kinds?: readonly { kind: NotificationKind; inApp?: boolean; mail?: MailCadence; push?: boolean }[]
  readonly digest?: { readonly hour?: number; readonly weekday?: number }
}

/** What waits to be written by mail follows what is wanted from now on. */
export async function changeSettings(scope: OwnScope, { kinds = [], digest }: SettingsChange, timezone: string): Promise<void> {
  const { db, actorId: userId, now } = scope
  await db.transaction<ProfileTables, void>('profile', async (tx) => {
    // Of two windows that change different things at once both are heard.
    await lockSettings(tx, userId)
    const before = (await findWays(tx, [userId])).get(userId) ?? new Map<NotificationKind, Ways>()
    const changed = new Map<NotificationKind, Ways>()
    for (const { kind, ...change } of kinds) changed.set(kind, { ...(changed.get(kind) ?? waysOf(before, kind)), ...change })
    await saveWays(tx, userId, changed)
    const wish = (await findDigestWishes(tx, [userId], timezone)).get(userId)
    if (wish === undefined) return
    const wanted = { ...wish, ...digest }
    if (digest !== undefined) await saveDigest(tx, userId, { hour: wanted.hour, weekday: wanted.weekday })
    await planAnew(tx, userId, { ways: new Map([...before, ...changed]), wanted, now })
    const told = [...changed.keys(), ...(digest === undefined ? [] : ['digest'])]
    await record(
      tx,
      { ...scope, workspaceId: null },
      { action: 'notification_settings.changed', resourceType: 'user', resourceId: userId, new: { changed: told } },
    )
  })
}

type Plan = { readonly ways: OwnWays; readonly wanted: DigestWish; readonly now: Date }

async function planAnew(tx: Transaction<ProfileTables>, userId: string, { ways, wanted, now }: Plan): Promise<void> {
  for (const { kind, mail } of await listMailRows(tx, userId)) {
    const cadence = digestCadence(kind, waysOf(ways, kind))
    await moveMail(tx, { userId, kind, from: mail, mail: cadence, at: mailTime(cadence, now, wanted) })
  }
}
