import * as contract from '@steward/contract/api/profile'
import { route, type Route, sendPicture } from '#http'
import { listActivityRows } from './activity.store.ts'
import { listAddressRows } from './address.store.ts'
import * as own from './change-profile.ts'
import { profileError } from './errors.ts'
import { ownScopeOf } from './own-scope.ts'
import { readPageCursor } from './page-cursor.ts'
import { readPreferences } from './preferences.store.ts'
import { findProfile, findVisibleAvatar, untouched } from './profile.store.ts'

export const profileRoutes: readonly Route[] = [
  route(contract.getProfile, async ({ db, actor }) => (await findProfile(db, actor.userId)) ?? untouched),
  route(contract.changeProfile, (call) => own.changeProfile(ownScopeOf(call), call.body)),
  route(contract.setAvatar, (call) => own.setAvatar(ownScopeOf(call), call.body.image), { maxBodyBytes: 1_500_000 }),
  route(contract.removeAvatar, (call) => own.removeAvatar(ownScopeOf(call))),

  route(contract.showAvatar, async ({ db, actor, params, query, reply }) => {
    const avatar = await findVisibleAvatar(db, { userId: params.id, by: actor.userId })
    if (avatar === undefined) throw profileError.no_picture()
    return sendPicture(reply, avatar, { name: 'avatar', v: query.v })
  }),

  route(contract.getPreferences, ({ db, actor }) => readPreferences(db, actor.userId)),
  route(contract.changePreferences, (call) => own.changePreferences(ownScopeOf(call), call.body)),

  route(contract.listAddresses, async ({ db, actor }) => ({ items: await listAddressRows(db, actor.userId) })),
  route(contract.createAddress, (call) => own.putAddress(ownScopeOf(call), call.body)),
  route(contract.changeAddress, (call) => own.putAddress(ownScopeOf(call), { ...call.body, id: call.params.id })),
  route(contract.deleteAddress, (call) => own.deleteAddress(ownScopeOf(call), call.params.id)),

  route(contract.listPersonalActivities, async ({ db, actor, query: { after, limit = 50 } }) => {
    const items = await listActivityRows(db, actor.userId, { after: readPageCursor(after), limit: limit + 1 })
    const page = items.slice(0, limit)
    const last = page.at(-1)
    return { items: page, next: items.length > limit && last !== undefined ? `${last.at} ${last.id}` : null }
  }),
  route(contract.clearPersonalActivities, (call) => own.emptyActivities(ownScopeOf(call))),
]
