import * as contract from '@steward/contract/api/profile'
import { type Call, route, type Route, sendPicture } from '#http'
import { listActivityRows } from './activity.store.ts'
import { listAddressRows } from './address.store.ts'
import * as own from './change-profile.ts'
import { profileError } from './errors.ts'
import { readPreferences } from './preferences.store.ts'
import { findProfile, findVisibleAvatar, untouched } from './profile.store.ts'

/** A person is in several workspaces, so nothing here is within one. */
const scopeOf = ({ db, actor, scope }: Call): own.OwnScope => ({ ...scope, db, actorId: actor.userId })

export const profileRoutes: readonly Route[] = [
  route(contract.getProfile, async ({ db, actor }) => (await findProfile(db, actor.userId)) ?? untouched),
  route(contract.changeProfile, (call) => own.changeProfile(scopeOf(call), call.body)),
  route(contract.setAvatar, (call) => own.setAvatar(scopeOf(call), call.body.image), { maxBodyBytes: 1_500_000 }),
  route(contract.removeAvatar, (call) => own.removeAvatar(scopeOf(call))),

  route(contract.showAvatar, async ({ db, actor, params, query, reply }) => {
    const avatar = await findVisibleAvatar(db, { userId: params.id, by: actor.userId })
    if (avatar === undefined) throw profileError.no_picture()
    return sendPicture(reply, avatar, { name: 'avatar', v: query.v })
  }),

  route(contract.getPreferences, ({ db, actor }) => readPreferences(db, actor.userId)),
  route(contract.changePreferences, (call) => own.changePreferences(scopeOf(call), call.body)),

  route(contract.listAddresses, async ({ db, actor }) => ({ items: await listAddressRows(db, actor.userId) })),
  route(contract.createAddress, (call) => own.putAddress(scopeOf(call), call.body)),
  route(contract.changeAddress, (call) => own.putAddress(scopeOf(call), { ...call.body, id: call.params.id })),
  route(contract.deleteAddress, (call) => own.deleteAddress(scopeOf(call), call.params.id)),

  route(contract.listPersonalActivities, async ({ db, actor, query: { after, limit = 50 } }) => {
    const items = await listActivityRows(db, actor.userId, { after: readCursor(after), limit: limit + 1 })
    const page = items.slice(0, limit)
    const last = page.at(-1)
    return { items: page, next: items.length > limit && last !== undefined ? `${last.at} ${last.id}` : null }
  }),
  route(contract.clearPersonalActivities, (call) => own.emptyActivities(scopeOf(call))),
]

/** A cursor that is not one of ours begins at the beginning. */
function readCursor(after: string | undefined): { at: Date; id: string } | undefined {
  const [at = '', id = ''] = (after ?? '').split(' ')
  const isOurs = !Number.isNaN(Date.parse(at)) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  return isOurs ? { at: new Date(at), id } : undefined
}
