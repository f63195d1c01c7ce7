import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Page, PageQuery, Time } from './page.ts'
import { Environment, Money, PolicyReference, SubjectKind } from './policy.ts'
import { Person } from './role.ts'

const tag = 'approval'

/**
 * `approved` is used up by one execution of exactly this action and is `used` then. `superseded`: the action or the
 * policies have changed, so it was asked for anew. `withdrawn`: nobody wants it any more.
 */
export const approvalStates = [
  'pending',
  'approved',
  'used',
  'rejected',
  'changes_requested',
  'expired',
  'withdrawn',
  'superseded',
] as const
export type ApprovalState = (typeof approvalStates)[number]

export const decisionKinds = ['approve', 'reject', 'ask_changes', 'delegate', 'break_glass', 'review', 'withdraw'] as const
export type DecisionKind = (typeof decisionKinds)[number]

export const decisionWays = ['web', 'api', 'link', 'slack'] as const
export type DecisionWay = (typeof decisionWays)[number]

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 (hex) of the exact action.' })
const Reason = Type.String({ minLength: 1, maxLength: 2000 })

export const ApprovalSubject = Type.Object({
  kind: SubjectKind,
  id: Id,
  executionId: Nullable(Id),
  nodeId: Nullable(Type.String()),
  nodeName: Nullable(Type.String()),
  runIndex: Nullable(Type.Integer()),
  workflowId: Nullable(Id),
  workflowName: Nullable(Type.String()),
  workflowVersion: Nullable(Type.Integer()),
})

const Risk = Type.Object({
  level: Type.Enum(['low', 'medium', 'high']),
  reasons: Type.Array(Type.String({ description: 'In words: "pays money out, cannot be undone".' })),
})

const summary = {
  id: Id,
  subject: ApprovalSubject,
  class: EffectClass,
  environment: Environment,
  connector: Nullable(Type.String({ description: 'Type of the node, or the kind of database.' })),
  connection: Nullable(Type.Object({ kind: Type.String(), id: Nullable(Type.String()), name: Type.String() })),
  target: Nullable(Type.String()),
  pod: Nullable(Type.Object({ id: Id, name: Type.String() })),
  title: Type.String({ description: 'What will happen, in a sentence with its values.' }),
  detail: Nullable(Type.String()),
  risk: Risk,
  amount: Nullable(Money),
  cost: Nullable(Money),
  policies: Type.Array(PolicyReference),
  hash: Hash,
  requester: Nullable(Person),
  quorum: Type.Integer(),
  approvedBy: Type.Integer({ description: 'How many have approved so far.' }),
  state: Type.Enum([...approvalStates]),
  isBrokenGlass: Type.Boolean(),
  expiresAt: Time,
  createdAt: Time,
  decidedAt: Nullable(Time),
  mayDecide: Type.Boolean({ description: 'Whether the caller may.' }),
  mayNotBecause: Nullable(Type.String({ description: 'Why not, in a sentence.' })),
}

export const Approval = Type.Object(summary, { $id: 'Approval' })
export type Approval = Static<typeof Approval>

export const ApprovalDecision = Type.Object(
  {
    by: Nullable(Person),
    decision: Type.Enum([...decisionKinds]),
    reason: Nullable(Type.String()),
    via: Type.Enum([...decisionWays]),
    delegatedTo: Nullable(Person),
    at: Time,
  },
  { $id: 'ApprovalDecision' },
)

export const ApprovalDetail = Type.Object(
  {
    ...summary,
    payload: Type.Unknown({ description: 'Exactly what will be sent, secrets left out.' }),
    /** Against the last one of the same node or query that was approved. */
    changes: Nullable(
      Type.Object({
        comparedWith: Id,
        at: Time,
        lines: Type.Array(
          Type.Object({
            path: Type.String(),
            before: Type.Optional(Type.Unknown({ description: 'Absent where it is new.' })),
            after: Type.Optional(Type.Unknown({ description: 'Absent where it is gone.' })),
          }),
        ),
      }),
    ),
    deciders: Type.Array(Person, { description: 'Who may decide, whoever has decided among them.' }),
    decisions: Type.Array(ApprovalDecision),
    likeThis: Type.Object({
      days: Type.Integer(),
      approved: Type.Integer(),
      rejected: Type.Integer(),
    }),
    reviewed: Nullable(Type.Object({ by: Nullable(Person), at: Time, isRight: Type.Boolean(), note: Type.String() })),
  },
  { $id: 'ApprovalDetail' },
)
export type ApprovalDetail = Static<typeof ApprovalDetail>

export const listApprovals = endpoint({
  method: 'GET',
  path: '/approvals',
  operationId: 'listApprovals',
  tag,
  permission: 'execution:read',
  summary: 'Approvals, newest first; with `mine`, those that wait for the caller, the one that expires first before the others.',
  query: Type.Object({
    mine: Type.Optional(Type.Boolean()),
    state: Type.Optional(Type.String({ maxLength: 200, description: 'One or more, separated by commas.' })),
    subject: Type.Optional(SubjectKind),
    workflowId: Type.Optional(Id),
    executionId: Type.Optional(Id),
    unreviewed: Type.Optional(
      Type.Boolean({ description: 'Those decided by breaking the glass that nobody has looked at since.' }),
    ),
    ...PageQuery,
  }),
  response: Page(Approval),
})

export const countApprovals = endpoint({
  method: 'GET',
  path: '/approvals/count',
  operationId: 'countApprovals',
  tag,
  permission: 'execution:read',
  summary: 'How many approvals wait for the caller, and how many wait at all.',
  response: Type.Object({ mine: Type.Integer(), pending: Type.Integer(), unreviewed: Type.Integer() }),
})

export const getApproval = endpoint({
  method: 'GET',
  path: '/approvals/:id',
  operationId: 'getApproval',
  tag,
  permission: 'execution:read',
  summary: 'One approval: what exactly will happen, what is different from last time, who may decide and who has.',
  params: IdParams,
  response: ApprovalDetail,
})

export const decideApproval = endpoint({
  method: 'POST',
  path: '/approvals/:id/decision',
  operationId: 'decideApproval',
  tag,
  permission: 'execution:read',
  status: 200,
  summary: 'Approves, rejects, or asks for changes. Of two decisions at once one counts, and the other is told so.',
  params: IdParams,
  body: Type.Object(
    { decision: Type.Enum(['approve', 'reject', 'ask_changes']), hash: Hash, reason: Type.Optional(Reason) },
    { additionalProperties: false },
  ),
  response: ApprovalDetail,
})

export const delegateApproval = endpoint({
  method: 'POST',
  path: '/approvals/:id/delegation',
  operationId: 'delegateApproval',
  tag,
  permission: 'execution:read',
  status: 200,
  summary: 'Hands the decision over to another member, who may then decide in place of the caller.',
  params: IdParams,
  body: Type.Object({ to: Id, reason: Type.Optional(Reason) }, { additionalProperties: false }),
  response: ApprovalDetail,
})

export const breakGlass = endpoint({
  method: 'POST',
  path: '/approvals/:id/break-glass',
  operationId: 'breakGlass',
  tag,
  permission: 'effect:override',
  status: 200,
  summary: 'Lets it happen without those who should decide, for a reason, in an emergency. Somebody else must look at it later.',
  params: IdParams,
  body: Type.Object({ hash: Hash, reason: Reason }, { additionalProperties: false }),
  response: ApprovalDetail,
})

export const reviewBreakGlass = endpoint({
  method: 'POST',
  path: '/approvals/:id/review',
  operationId: 'reviewBreakGlass',
  tag,
  permission: 'effect:decide',
  status: 200,
  summary: 'Says afterwards whether breaking the glass was right. Never by who broke it.',
  params: IdParams,
  body: Type.Object({ isRight: Type.Boolean(), note: Reason }, { additionalProperties: false }),
  response: ApprovalDetail,
})

export const withdrawApproval = endpoint({
  method: 'POST',
  path: '/approvals/:id/withdrawal',
  operationId: 'withdrawApproval',
  tag,
  permission: 'execution:read',
  status: 200,
  summary: 'The one who asked does not want it any more.',
  params: IdParams,
  body: Type.Object({ reason: Type.Optional(Reason) }, { additionalProperties: false }),
  response: ApprovalDetail,
})

const TokenParams = Type.Object({ token: Type.String({ minLength: 20, maxLength: 200 }) })

/** What somebody sees who comes by a link and is not signed in. */
export const LinkedApproval = Type.Object({
  approval: Type.Object({
    title: Type.String(),
    detail: Nullable(Type.String()),
    class: EffectClass,
    environment: Environment,
    target: Nullable(Type.String()),
    risk: Risk,
    amount: Nullable(Money),
    cost: Nullable(Money),
    policies: Type.Array(PolicyReference),
    requesterName: Nullable(Type.String()),
    payload: Type.Unknown(),
    hash: Hash,
    state: Type.Enum([...approvalStates]),
    expiresAt: Time,
  }),
  workspaceName: Type.String(),
  /** The name of the person whom the link was sent to, in whose name it decides. */
  personName: Type.String(),
})

export const getLinkedApproval = endpoint({
  method: 'GET',
  path: '/approval-links/:token',
  operationId: 'getLinkedApproval',
  tag,
  permission: 'public',
  summary: 'What a one-time link in a mail asks about. Looking does not use it up.',
  params: TokenParams,
  response: LinkedApproval,
})

export const decideByLink = endpoint({
  method: 'POST',
  path: '/approval-links/:token/decision',
  operationId: 'decideByLink',
  tag,
  permission: 'public',
  status: 204,
  summary: 'Decides by a one-time link, in the name of the person it was sent to. It works once.',
  params: TokenParams,
  body: Type.Object(
    { decision: Type.Enum(['approve', 'reject']), hash: Hash, reason: Type.Optional(Reason) },
    { additionalProperties: false },
  ),
  response: Nothing,
})
