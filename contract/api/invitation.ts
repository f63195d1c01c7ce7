import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { MemberRole } from './member.ts'
import { Id, IdParams, Nothing, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'invitation'

export const invitationStatuses = ['pending', 'accepted', 'revoked', 'expired'] as const
/** How many people can be invited at once. */
export const invitedAtOnceMax = 50

export const Invitation = Type.Object(
  {
    id: Id,
    email: Type.String(),
    role: MemberRole,
    status: Type.Enum([...invitationStatuses]),
    invitedBy: Type.String({ description: 'Name of the person.' }),
    sentCount: Type.Integer(),
    sentAt: Time,
    expiresAt: Time,
    createdAt: Time,
  },
  { $id: 'Invitation' },
)
export type Invitation = Static<typeof Invitation>

const outcomes = ['invited', 'already_member', 'already_invited', 'domain_not_allowed', 'address_not_usable', 'too_many'] as const

export const listInvitations = endpoint({
  method: 'GET',
  path: '/invitations',
  operationId: 'listInvitations',
  tag,
  permission: 'member:manage',
  summary: 'Invitations to the workspace, newest first.',
  query: Type.Object({ ...PageQuery, after: Type.Optional(Id), status: Type.Optional(Type.Enum([...invitationStatuses])) }),
  response: Page(Invitation),
})

export const invitePeople = endpoint({
  method: 'POST',
  path: '/invitations',
  operationId: 'invitePeople',
  tag,
  permission: 'member:manage',
  summary: 'Invites up to 50 people by e-mail, and says of each address what became of it.',
  body: Type.Object({
    emails: Type.Array(Type.String({ format: 'email', maxLength: 255 }), { minItems: 1, maxItems: invitedAtOnceMax }),
    role: MemberRole,
  }),
  response: Type.Object({
    items: Type.Array(Type.Object({ email: Type.String(), outcome: Type.Enum([...outcomes]), invitation: Nullable(Invitation) })),
  }),
})

export const resendInvitation = endpoint({
  method: 'POST',
  path: '/invitations/:id/resend',
  operationId: 'resendInvitation',
  tag,
  permission: 'member:manage',
  summary: 'Sends the invitation again, with a new link and seven more days. Former links are dead.',
  params: IdParams,
  response: Invitation,
})

export const linkInvitation = endpoint({
  method: 'POST',
  path: '/invitations/:id/link',
  operationId: 'linkInvitation',
  tag,
  permission: 'member:manage',
  summary: 'Makes a link to hand on by oneself; it is in this answer and nowhere else. The one that was copied before is dead.',
  params: IdParams,
  response: Type.Object({
    link: Type.String(),
    opensAccount: Type.Boolean({ description: 'Whether somebody without an account can make one by this link.' }),
  }),
})

export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/invitations/:id',
  operationId: 'revokeInvitation',
  tag,
  permission: 'member:manage',
  status: 204,
  summary: 'Takes an invitation back.',
  params: IdParams,
  response: Nothing,
})

const token = Type.String({ minLength: 20, maxLength: 100, pattern: '^[\\w-]+$' })

export const findInvitation = endpoint({
  method: 'POST',
  path: '/invitations/find',
  operationId: 'findInvitation',
  tag,
  permission: 'public',
  summary: 'What an invitation is to, for whoever has its link. The secret is in the body, so that no log of addresses holds it.',
  body: Type.Object({ token }),
  response: Type.Object({
    workspaceName: Type.String(),
    invitedBy: Type.String(),
    role: MemberRole,
    expiresAt: Time,
    opensAccount: Type.Boolean({ description: 'Whether somebody without an account can make one by this link.' }),
  }),
})

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/invitations/accept',
  operationId: 'acceptInvitation',
  tag,
  permission: 'public',
  summary: 'Joins the workspace: as the signed-in person whose verified address was invited, or with a new account.',
  body: Type.Object({
    token,
    account: Type.Optional(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' }),
        password: Type.String({ minLength: 8, maxLength: 256 }),
      }),
    ),
  }),
  response: Type.Object({
    workspaceId: Id,
    signedIn: Type.Boolean({ description: 'False: the person has joined and is to sign in.' }),
  }),
})

export const listMyInvitations = endpoint({
  method: 'GET',
  path: '/my-invitations',
  operationId: 'listMyInvitations',
  tag,
  permission: 'session',
  summary: 'Open invitations to the verified address of the signed-in person.',
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Id,
        workspaceName: Type.String(),
        invitedBy: Type.String(),
        role: MemberRole,
        expiresAt: Time,
      }),
    ),
  }),
})

export const acceptMyInvitation = endpoint({
  method: 'POST',
  path: '/my-invitations/:id/accept',
  operationId: 'acceptMyInvitation',
  tag,
  permission: 'session',
  summary: 'Joins the workspace that the invitation is to.',
  params: IdParams,
  response: Type.Object({ workspaceId: Id }),
})

export const declineMyInvitation = endpoint({
  method: 'DELETE',
  path: '/my-invitations/:id',
  operationId: 'declineMyInvitation',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Says no to an invitation.',
  params: IdParams,
  response: Nothing,
})
