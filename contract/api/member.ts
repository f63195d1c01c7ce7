import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Nothing, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'member'

/** The roles that a member has one of; further ones are assigned beside it. */
export const memberRoles = ['owner', 'admin', 'editor', 'viewer'] as const
export const MemberRole = Type.Enum([...memberRoles])
export type MemberRole = (typeof memberRoles)[number]

export const Member = Type.Object(
  {
    userId: Id,
    name: Type.String(),
    email: Type.String(),
    role: MemberRole,
    joinedAt: Time,
    lastSeenAt: Nullable(Type.String({ format: 'date-time', description: 'In this workspace, to a few minutes.' })),
    hasSecondFactor: Nullable(Type.Boolean({ description: 'Told to those who manage members, else null.' })),
  },
  { $id: 'Member' },
)
export type Member = Static<typeof Member>

const params = Type.Object({ userId: Id })

export const listMembers = endpoint({
  method: 'GET',
  path: '/members',
  operationId: 'listMembers',
  tag,
  permission: 'member:read',
  summary: 'Who is in the workspace, in the order in which they joined.',
  query: Type.Object({ ...PageQuery, after: Type.Optional(Id), search: Type.Optional(Type.String({ maxLength: 200 })) }),
  response: Page(Member),
})

export const changeMember = endpoint({
  method: 'PATCH',
  path: '/members/:userId',
  operationId: 'changeMember',
  tag,
  permission: 'member:manage',
  summary: 'Gives a member another role. Nobody gives or takes away more than they hold.',
  params,
  body: Type.Object({
    role: MemberRole,
    expectedRole: Type.Optional(MemberRole),
  }),
  response: Member,
})

export const removeMember = endpoint({
  method: 'DELETE',
  path: '/members/:userId',
  operationId: 'removeMember',
  tag,
  permission: 'member:manage',
  status: 204,
  summary: 'Ends a membership, with the next request of the member.',
  params,
  response: Nothing,
})
