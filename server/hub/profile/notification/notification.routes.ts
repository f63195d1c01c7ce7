import * as contract from '@steward/contract/api/notification'
import { factsOfKind, type NotificationKind, notificationKindNames } from '@steward/contract/notification'
import { can } from '@steward/contract/permission'
import type { SecretBox } from '#base/secret-box'
import { type Call, route, type Route, sendEvents } from '#http'
import { profileError } from '../errors.ts'
import { ownScopeOf } from '../own-scope.ts'
import { readPageCursor } from '../page-cursor.ts'
import type { ProfileTables } from '../profile.tables.ts'
import { addBrowser, type BrowserParts, listBrowsers, removeBrowser, tryBrowser } from '../push/browsers.ts'
import { readPushKeys } from '../push/push-keys.ts'
import type { NotificationRow } from './notification.tables.ts'
import { countUnread, listNotificationRows, markAllRows, markRow, type Reader, sayChanged } from './notification.store.ts'
import { changeSettings, readSettings } from './own-settings.ts'
import type { PersonFeed } from './person-feed.ts'
import { unsubscribe } from './unsubscribe.ts'

export type NotificationParts = BrowserParts & {
  readonly box: SecretBox
  readonly feed: PersonFeed
  /** Of people who name none. */
  readonly timezone: string
}

/** Everything here is about whoever asks, and about nobody else. */
export function notificationRoutes(parts: NotificationParts): readonly Route[] {
  const { box, feed, timezone } = parts
  const settings = ({ db, actor }: Call) =>
    readSettings(db, actor.userId, { timezone, pushKey: async () => (await readPushKeys(db, box)).publicKey })
  return [
    route(contract.listNotifications, list),
    route(contract.markNotification, async (call) => {
      const { db, actor, params, body, now } = call
      await db.transaction<ProfileTables, void>('profile', async (tx) => {
        const mark = { id: params.id, userId: actor.userId, at: body.isRead ? now : null }
        if (!(await markRow(tx, mark))) throw profileError.notification_not_found()
        await sayChanged(tx, [actor.userId], 'notification')
      })
      return { unread: await countUnread(db, readerOf(call)) }
    }),
    route(contract.markAllNotifications, async (call) => {
      const { db, actor, body, now } = call
      await db.transaction<ProfileTables, void>('profile', async (tx) => {
        await markAllRows(tx, readerOf(call), { until: new Date(body.until), at: now })
        await sayChanged(tx, [actor.userId], 'notification')
      })
      return { unread: await countUnread(db, readerOf(call)) }
    }),
    route(contract.watchNotifications, ({ actor, reply }) => {
      sendEvents(reply, (sink) => feed.watch(actor.userId, sink))
      return undefined as never
    }),

    route(contract.getNotificationSettings, settings),
    route(contract.changeNotificationSettings, async (call) => {
      await changeSettings(ownScopeOf(call), call.body, timezone)
      return settings(call as unknown as Call)
    }),
    route(contract.listPushSubscriptions, async (call) => ({ items: await listBrowsers(ownScopeOf(call)) })),
    route(contract.subscribeToPush, (call) => addBrowser(ownScopeOf(call), parts, call.body)),
    route(contract.unsubscribeFromPush, (call) => removeBrowser(ownScopeOf(call), call.params.id)),
    route(contract.testPush, (call) => tryBrowser(ownScopeOf(call), parts, call.params.id)),
    route(contract.unsubscribeFromMails, ({ db, body, now, client }) =>
      unsubscribe(db, box, { token: body.token, now, from: client }),
    ),
  ]
}

async function list(call: Call<typeof contract.listNotifications>) {
  const { db, query } = call
  const { after, limit = 50, unread: isUnread = false } = query
  const reader = readerOf(call)
  const [rows, unread] = await Promise.all([
    listNotificationRows(db, reader, { isUnread, after: readPageCursor(after), limit: limit + 1 }),
    countUnread(db, reader),
  ])
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next = rows.length > limit && last !== undefined ? `${last.updated_at.toISOString()} ${last.id}` : null
  return { items: items.map(asNotification), next, unread }
}

/** Of which kinds somebody is told is one thing, which they may see at this moment another. */
function readerOf({ actor }: Pick<Call, 'actor'>): Reader {
  const maySee = (kind: NotificationKind) => {
    const { permission } = factsOfKind(kind)
    return permission === null || can(actor.grants, permission)
  }
  return { userId: actor.userId, workspaceId: actor.workspaceId, kinds: notificationKindNames.filter(maySee) }
}

const asNotification = (row: NotificationRow): contract.Notification => ({
  id: row.id,
  kind: row.kind,
  workspaceId: row.workspace_id,
  parts: row.parts,
  path: row.path,
  count: row.count,
  isRead: row.read_at !== null,
  firstAt: row.created_at.toISOString(),
  at: row.updated_at.toISOString(),
})
