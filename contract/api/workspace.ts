import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'

const tag = 'workspace'

/** `PUBLIC`: everybody who is signed in may find its name, description and logo. Nothing else of it is ever seen by others. */
export const visibilities = ['PRIVATE', 'PUBLIC'] as const
export const companySizes = ['1', '2-10', '11-50', '51-200', '201-1000', '1001+'] as const
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', description: 'Such as 09:30; 24:00 ends a day.' })
const Interval = Type.Object({ from: Clock, to: Clock }, { additionalProperties: false })
const Intervals = Type.Array(Interval, { maxItems: 6 })
const optionalDays = {
  monday: Type.Optional(Intervals),
  tuesday: Type.Optional(Intervals),
  wednesday: Type.Optional(Intervals),
  thursday: Type.Optional(Intervals),
  friday: Type.Optional(Intervals),
  saturday: Type.Optional(Intervals),
  sunday: Type.Optional(Intervals),
}

export const BusinessHours = Type.Object(
  {
    days: Type.Object(optionalDays, {
      additionalProperties: false,
      description: 'When it is open, by day of the week in the time zone of the workspace; a day that is left out is closed.',
    }),
    holidays: Type.Optional(
      Type.Array(
        Type.Object(
          {
            date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
            name: Type.Optional(Type.String({ maxLength: 100 })),
            intervals: Type.Optional(Intervals),
          },
          { additionalProperties: false },
        ),
        { maxItems: 200, description: 'Days with other hours than their day of the week; without intervals they are closed.' },
      ),
    ),
  },
  { additionalProperties: false, $id: 'BusinessHours' },
)
export type BusinessHours = Static<typeof BusinessHours>

const Text = (maxLength: number) => Nullable(Type.String({ minLength: 1, maxLength }))

export const WorkspaceProfile = Type.Object(
  {
    industry: Text(100),
    companySize: Nullable(Type.Enum([...companySizes])),
    website: Text(2000),
    timezone: Text(50),
    currency: Text(10),
    language: Text(10),
    businessHours: Nullable(BusinessHours),
  },
  { $id: 'WorkspaceProfile' },
)
export type WorkspaceProfile = Static<typeof WorkspaceProfile>

export const WorkspaceListed = Type.Object(
  {
    id: Id,
    name: Type.String(),
    slug: Nullable(Type.String()),
    role: Type.String(),
    members: Type.Integer(),
    logo: Nullable(Type.String({ description: 'Names the picture in `/workspaces/:id/logo?v=…`; changes with it.' })),
    purgeAt: Nullable(Time),
  },
  { $id: 'WorkspaceListed' },
)
export type WorkspaceListed = Static<typeof WorkspaceListed>

export const Workspace = Type.Object(
  {
    id: Id,
    name: Type.String(),
    slug: Nullable(Type.String()),
    description: Nullable(Type.String()),
    visibility: Type.Enum([...visibilities]),
    owner: Type.Object({ id: Id, name: Type.String() }),
    logo: Nullable(Type.String()),
    profile: WorkspaceProfile,
    transfer: Nullable(
      Type.Object({
        from: Type.Object({ id: Id, name: Type.String() }),
        to: Type.Object({ id: Id, name: Type.String() }),
        expiresAt: Time,
      }),
    ),
    createdAt: Time,
    updatedAt: Time,
  },
  { $id: 'Workspace' },
)
export type Workspace = Static<typeof Workspace>

const Name = Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' })
const Description = Type.String({ maxLength: 2000 })

export const listWorkspaces = endpoint({
  method: 'GET',
  path: '/workspaces',
  operationId: 'listWorkspaces',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'The workspaces of the signed-in person, and those of theirs that are about to be deleted.',
  response: Type.Object({ items: Type.Array(WorkspaceListed), mayCreate: Type.Boolean() }),
})

export const createWorkspace = endpoint({
  method: 'POST',
  path: '/workspaces',
  operationId: 'createWorkspace',
  tag,
  permission: 'session',
  status: 201,
  summary: 'Makes a workspace, of which the signed-in person is the owner.',
  body: Type.Object({ name: Name, description: Type.Optional(Description) }),
  response: WorkspaceListed,
})

export const listPublicWorkspaces = endpoint({
  method: 'GET',
  path: '/workspaces/public',
  operationId: 'listPublicWorkspaces',
  tag,
  permission: 'session',
  summary: 'Workspaces that let everybody know that they exist, so that people know whom to ask for an invitation.',
  query: Type.Object({
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        description: Nullable(Type.String()),
        industry: Nullable(Type.String()),
        owner: Type.String(),
        logo: Nullable(Type.String()),
        isMember: Type.Boolean(),
      }),
    ),
    next: Nullable(Type.String()),
  }),
})

export const getWorkspace = endpoint({
  method: 'GET',
  path: '/workspace',
  operationId: 'getWorkspace',
  tag,
  permission: 'session',
  summary: 'The workspace that the request is made in, with its profile.',
  response: Workspace,
})

export const changeWorkspace = endpoint({
  method: 'PATCH',
  path: '/workspace',
  operationId: 'changeWorkspace',
  tag,
  permission: 'workspace:manage',
  summary: 'Changes name, address, visibility and profile; what is left out stays.',
  body: Type.Object(
    {
      name: Type.Optional(Name),
      slug: Type.Optional(Nullable(Type.String({ minLength: 2, maxLength: 63, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }))),
      description: Type.Optional(Nullable(Description)),
      visibility: Type.Optional(Type.Enum([...visibilities])),
      profile: Type.Optional(Type.Partial(Type.Object(WorkspaceProfile.properties), { additionalProperties: false })),
      expectedUpdatedAt: Type.Optional(Time),
    },
    { additionalProperties: false },
  ),
  response: Workspace,
})

export const setWorkspaceLogo = endpoint({
  method: 'PUT',
  path: '/workspace/logo',
  operationId: 'setWorkspaceLogo',
  tag,
  permission: 'workspace:manage',
  summary: 'Stores the logo: a PNG, JPEG or WebP of at most 1 MiB. What it is, is read from its bytes.',
  body: Type.Object({ image: Type.String({ minLength: 1, maxLength: 1_400_000, description: 'In base64.' }) }),
  response: Type.Object({ logo: Type.String() }),
})

export const removeWorkspaceLogo = endpoint({
  method: 'DELETE',
  path: '/workspace/logo',
  operationId: 'removeWorkspaceLogo',
  tag,
  permission: 'workspace:manage',
  status: 204,
  summary: 'Removes the logo.',
  response: Nothing,
})

export const showWorkspaceLogo = endpoint({
  method: 'GET',
  path: '/workspaces/:id/logo',
  operationId: 'showWorkspaceLogo',
  tag,
  permission: 'session',
  summary: 'The logo, as a picture.',
  params: IdParams,
  query: Type.Object({ v: Type.Optional(Type.String({ maxLength: 64 })) }),
  response: Type.Unknown({ description: 'image/png, image/jpeg or image/webp.' }),
})

export const offerOwnership = endpoint({
  method: 'PUT',
  path: '/workspace/transfer',
  operationId: 'offerOwnership',
  tag,
  permission: 'workspace:own',
  summary: 'Offers the workspace to another member, who has seven days to accept. A former offer is withdrawn.',
  body: Type.Object({ userId: Id }),
  response: Workspace,
})

export const acceptOwnership = endpoint({
  method: 'POST',
  path: '/workspace/transfer/accept',
  operationId: 'acceptOwnership',
  tag,
  permission: 'session',
  summary: 'Takes the workspace over. Who offered it stays an admin.',
  response: Workspace,
})

export const endTransfer = endpoint({
  method: 'DELETE',
  path: '/workspace/transfer',
  operationId: 'endTransfer',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Withdraws the offer, or declines it.',
  response: Nothing,
})

export const deleteWorkspace = endpoint({
  method: 'POST',
  path: '/workspace/deletion',
  operationId: 'deleteWorkspace',
  tag,
  permission: 'workspace:own',
  summary: 'Deletes the workspace: nothing in it runs from now on, and in 14 days it is gone. Till then it can be restored.',
  body: Type.Object({ name: Type.String({ maxLength: 255, description: 'The name of the workspace, to be sure.' }) }),
  response: Type.Object({ purgeAt: Time }),
})

export const restoreWorkspace = endpoint({
  method: 'POST',
  path: '/workspaces/:id/restore',
  operationId: 'restoreWorkspace',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Brings a deleted workspace back, by an owner of it or an administrator of the installation.',
  params: IdParams,
  response: Nothing,
})

export const leaveWorkspace = endpoint({
  method: 'POST',
  path: '/workspace/leave',
  operationId: 'leaveWorkspace',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Ends the membership of the signed-in person. The last owner cannot leave.',
  body: Type.Object({
    workspaceId: Type.String({ format: 'uuid', description: 'The workspace of the request once more, to be sure.' }),
  }),
  response: Nothing,
})
