import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { DatabaseName } from './instance.ts'
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts'
import { Environment } from './policy.ts'
import { Person } from './role.ts'

const tag = 'grant'

/** `approved` holds until its time is over or somebody revokes it. */
export const grantStates = ['pending', 'approved', 'rejected', 'revoked', 'expired', 'withdrawn'] as const
export type GrantState = (typeof grantStates)[number]

const Class = Type.Enum(['read', 'write'], {
  description: 'What is executed without asking anybody: reads alone, or changes of rows too. Schemas and rights never are.',
})
const Reason = Type.String({ minLength: 1, maxLength: 2000 })

/** Standing access of one person to one instance until a time. What is done by it is recorded all the same. */
export const AccessGrant = Type.Object(
  {
    id: Id,
    user: Nullable(Person),
    instance: Type.Object({ id: Id, name: Type.String(), environment: Environment }),
    pod: Nullable(Type.Object({ id: Id, name: Type.String() })),
    database: Nullable(Type.String({ description: 'Null: every database of the instance.' })),
    class: Class,
    reason: Type.String(),
    state: Type.Enum([...grantStates]),
    until: Time,
    decidedBy: Nullable(Person),
    decidedAt: Nullable(Time),
    decisionReason: Nullable(Type.String()),
    createdAt: Time,
    mayDecide: Type.Boolean({ description: 'Whether the caller may.' }),
    mayRevoke: Type.Boolean({ description: 'Whether the caller may.' }),
  },
  { $id: 'AccessGrant' },
)
export type AccessGrant = Static<typeof AccessGrant>

export const listGrants = endpoint({
  method: 'GET',
  path: '/access-grants',
  operationId: 'listGrants',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'Standing access: the caller’s own, and what they may decide about; newest first.',
  query: Type.Object({
    ...PageQuery,
    state: Type.Optional(Type.String({ maxLength: 200, description: 'One or more, separated by commas.' })),
    mine: Type.Optional(Type.Boolean()),
    instanceId: Type.Optional(Id),
  }),
  response: Page(AccessGrant),
})

export const requestGrant = endpoint({
  method: 'POST',
  path: '/access-grants',
  operationId: 'requestGrant',
  tag,
  permission: 'query:submit',
  perPod: true,
  status: 201,
  summary: 'Asks for standing access for the caller, for a reason and until a time. Somebody else decides.',
  body: Type.Object(
    {
      instanceId: Id,
      database: Type.Optional(Nullable(DatabaseName)),
      class: Class,
      reason: Reason,
      until: Time,
    },
    { additionalProperties: false },
  ),
  response: AccessGrant,
})

export const decideGrant = endpoint({
  method: 'POST',
  path: '/access-grants/:id/decision',
  operationId: 'decideGrant',
  tag,
  permission: 'query:decide',
  perPod: true,
  status: 200,
  summary: 'Gives or refuses standing access. Never by who asked for it.',
  params: IdParams,
  body: Type.Object(
    { decision: Type.Enum(['approve', 'reject']), reason: Type.Optional(Reason) },
    { additionalProperties: false },
  ),
  response: AccessGrant,
})

export const revokeGrant = endpoint({
  method: 'POST',
  path: '/access-grants/:id/revocation',
  operationId: 'revokeGrant',
  tag,
  permission: 'query:read',
  perPod: true,
  status: 200,
  summary: 'Ends standing access, at once. For who has it and for those who may decide about it.',
  params: IdParams,
  body: Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false }),
  response: AccessGrant,
})
