import { createHash } from 'node:crypto'
import type { PushSubscription } from '@steward/contract/api/notification'
import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import { record } from '#hub/audit'
import { describeDevice } from '#hub/identity'
import type { Net } from '#net'
import type { OwnScope } from '../change-profile.ts'
import { profileError } from '../errors.ts'
import type { ProfileTables } from '../profile.tables.ts'
import { type BrowserAddress, checkBrowserAddress } from './browser-address.ts'
import { readPushKeys } from './push-keys.ts'
import { lockContext, openAddress } from './push-sender.ts'
import { deletePush, findLockedPush, listPushRows, type PushRow, savePush } from './push.store.ts'
import { sendPush } from './send-push.ts'

export type BrowserParts = {
  readonly box: SecretBox
  readonly net: Net
  readonly publicUrl: string
  /** True but in tests, where a push service is at hand. */
  readonly denyPrivate: boolean
}

const browsersMax = 20

export async function listBrowsers({ db, actorId }: OwnScope): Promise<PushSubscription[]> {
  return (await listPushRows(db.kysely<ProfileTables>('profile'), actorId)).map(asSubscription)
}

/** Lets a browser be told. The same one again gets the new keys. */
export async function addBrowser(scope: OwnScope, parts: BrowserParts, address: BrowserAddress): Promise<PushSubscription> {
  const { host } = checkBrowserAddress(address, parts.denyPrivate)
  const endpointHash = createHash('sha256').update(address.endpoint).digest()
  return await scope.db.transaction<ProfileTables, PushSubscription>('profile', async (tx) => {
    const row = await savePush(tx, {
      id: newId(),
      userId: scope.actorId,
      endpointHash,
      service: host.slice(0, 255),
      device: describeDevice(scope.from?.agent ?? null),
      locked: parts.box.lock(JSON.stringify(address), lockContext(scope.actorId)),
      now: scope.now,
    })
    if ((await listPushRows(tx, scope.actorId)).length > browsersMax) throw profileError.too_many_browsers({ most: browsersMax })
    await tell(tx, scope, { action: 'push_subscription.created', id: row.id })
    return asSubscription(row)
  })
}

export async function removeBrowser(scope: OwnScope, id: string): Promise<void> {
  await scope.db.transaction<ProfileTables, void>('profile', async (tx) => {
    if (!(await deletePush(tx, { id, userId: scope.actorId }))) throw profileError.push_not_found()
    await tell(tx, scope, { action: 'push_subscription.deleted', id })
  })
}

export type TestOutcome = { readonly outcome: 'sent' | 'gone' | 'refused'; readonly detail: string | null }

/** Sends something at once. A browser that takes no more is forgotten. */
export async function tryBrowser(scope: OwnScope, { box, net, publicUrl }: BrowserParts, id: string): Promise<TestOutcome> {
  const { db, actorId } = scope
  const found = await findLockedPush(db, id, actorId)
  const to = found === undefined ? undefined : openAddress(box, { ...found, userId: actorId })
  if (to === undefined) throw profileError.push_not_found()
  const text = {
    title: 'Steward can reach you here',
    body: 'This is what a notification looks like.',
    path: '/settings/notifications',
    tag: 'test',
  }
  const { kind, detail } = await sendPush({ net, keys: await readPushKeys(db, box), publicUrl }, to, text)
  if (kind === 'gone') await db.transaction<ProfileTables, boolean>('profile', (tx) => deletePush(tx, { id, userId: actorId }))
  return { outcome: kind === 'later' ? 'refused' : kind, detail }
}

const asSubscription = ({ id, service, device, created_at, last_sent_at }: PushRow): PushSubscription => ({
  id,
  service,
  device,
  createdAt: created_at.toISOString(),
  lastSentAt: last_sent_at?.toISOString() ?? null,
})

/** Where it is reached is nobody's business. */
const tell = (tx: Parameters<typeof record<ProfileTables>>[0], scope: OwnScope, { action, id }: { action: string; id: string }) =>
  record(tx, { ...scope, workspaceId: null }, { action, resourceType: 'push_subscription', resourceId: id })
