import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'

const tag = 'identity'

/** A browser or program in which the person is signed in. */
export const Device = Type.Object(
  {
    id: Id,
    browser: Nullable(Type.String({ description: 'Such as "Firefox"; null when it does not say.' })),
    system: Nullable(Type.String({ description: 'Such as "Windows"; null when it does not say.' })),
    isPhone: Type.Boolean(),
    address: Nullable(Type.String()),
    isCurrent: Type.Boolean(),
    signedInAt: Time,
    lastUsedAt: Time,
  },
  { $id: 'Device' },
)
export type Device = Static<typeof Device>

export const listDevices = endpoint({
  method: 'GET',
  path: '/devices',
  operationId: 'listDevices',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Where the signed-in person is signed in, the last used first.',
  response: Type.Object({ items: Type.Array(Device) }),
})

export const signOutDevice = endpoint({
  method: 'DELETE',
  path: '/devices/:id',
  operationId: 'signOutDevice',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  status: 204,
  summary: 'Signs one device out at once.',
  params: IdParams,
  response: Nothing,
})

export const signOutDevices = endpoint({
  method: 'POST',
  path: '/devices/sign-out',
  operationId: 'signOutDevices',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Signs out all other devices, or everything.',
  body: Type.Object({ everywhere: Type.Boolean({ description: 'Also this one.' }) }),
  response: Type.Object({ signedOut: Type.Integer() }),
})
