import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'
import { Person } from './role.ts'

const tag = 'pod'
const Name = Type.String({ minLength: 1, maxLength: 255 })
const Description = Nullable(Type.String({ maxLength: 1000 }))
const MemberParams = Type.Object({ id: Id, userId: Id })

export const Pod = Type.Object(
  {
    id: Id,
    slug: Type.String({ description: 'Its name for programs; it stays when the pod is renamed.' }),
    name: Type.String(),
    description: Nullable(Type.String()),
    members: Type.Integer(),
    managers: Type.Integer(),
    createdAt: Time,
  },
  { $id: 'Pod' },
)
export type Pod = Static<typeof Pod>

export const PodMember = Type.Object({ user: Person, isManager: Type.Boolean(), since: Time }, { $id: 'PodMember' })
export type PodMember = Static<typeof PodMember>

export const listPods = endpoint({
  method: 'GET',
  path: '/pods',
  operationId: 'listPods',
  tag,
  permission: 'member:read',
  summary: 'The pods of the workspace, by name.',
  response: Type.Object({ items: Type.Array(Pod) }),
})

export const createPod = endpoint({
  method: 'POST',
  path: '/pods',
  operationId: 'createPod',
  tag,
  permission: 'pod:manage',
  status: 201,
  summary: 'Makes a pod: a team within the workspace.',
  body: Type.Object({
    name: Name,
    description: Type.Optional(Description),
    slug: Type.Optional(
      Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60, description: 'Made of the name where it is left out.' }),
    ),
  }),
  response: Pod,
})

export const getPod = endpoint({
  method: 'GET',
  path: '/pods/:id',
  operationId: 'getPod',
  tag,
  permission: 'member:read',
  summary: 'A pod with its people.',
  params: IdParams,
  response: Type.Object({ pod: Pod, members: Type.Array(PodMember) }),
})

export const changePod = endpoint({
  method: 'PATCH',
  path: '/pods/:id',
  operationId: 'changePod',
  tag,
  permission: 'pod:manage',
  perPod: true,
  summary: 'Renames or describes a pod.',
  params: IdParams,
  body: Type.Object({ name: Type.Optional(Name), description: Type.Optional(Description) }),
  response: Pod,
})

export const deletePod = endpoint({
  method: 'DELETE',
  path: '/pods/:id',
  operationId: 'deletePod',
  tag,
  permission: 'pod:manage',
  perPod: true,
  status: 204,
  summary: 'Deletes a pod. Its people stay members of the workspace; roles that they had for the pod end.',
  params: IdParams,
  response: Nothing,
})

export const setPodMember = endpoint({
  method: 'PUT',
  path: '/pods/:id/members/:userId',
  operationId: 'setPodMember',
  tag,
  permission: 'pod:manage',
  perPod: true,
  summary: 'Puts a member of the workspace into a pod, as its manager or not. A manager has the role `manager` for the pod.',
  params: MemberParams,
  body: Type.Object({ isManager: Type.Boolean() }),
  response: PodMember,
})

export const removePodMember = endpoint({
  method: 'DELETE',
  path: '/pods/:id/members/:userId',
  operationId: 'removePodMember',
  tag,
  permission: 'pod:manage',
  perPod: true,
  status: 204,
  summary: 'Takes somebody out of a pod.',
  params: MemberParams,
  response: Nothing,
})
