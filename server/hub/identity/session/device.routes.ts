import * as contract from '@steward/contract/api/device'
import { clearSessionCookie, route, type Route } from '#http'
import { deviceWords } from './device.ts'
import { requirePerson } from './require-fresh.ts'
import { listSessions } from './session.store.ts'
import { signOutDevice, signOutDevices } from './sign-out-devices.ts'

export const deviceRoutes: readonly Route[] = [
  route(contract.listDevices, async ({ db, now, actor }) => {
    requirePerson(actor)
    const sessions = await listSessions(db, actor.userId, now)
    return {
      items: sessions.map(({ id, address, agent, signedInAt, lastUsedAt }) => ({
        id,
        ...deviceWords(agent),
        address,
        isCurrent: id === actor.credentialId,
        signedInAt: signedInAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
      })),
    }
  }),

  route(contract.signOutDevice, async ({ db, actor, scope, params, reply }) => {
    requirePerson(actor)
    await signOutDevice(db, scope, { userId: actor.userId, sessionId: params.id })
    if (params.id === actor.credentialId) clearSessionCookie(reply)
  }),

  route(contract.signOutDevices, async ({ db, actor, scope, body, reply }) => {
    requirePerson(actor)
    const except = body.everywhere ? undefined : actor.credentialId
    const signedOut = await signOutDevices(db, scope, { userId: actor.userId, except })
    if (body.everywhere) clearSessionCookie(reply)
    return { signedOut }
  }),
]
