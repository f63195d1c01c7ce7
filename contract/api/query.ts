import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { endpoint } from './endpoint.ts'
import { DatabaseKind, DatabaseName, QueryLimits } from './instance.ts'
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts'
import { Environment, PolicyReference } from './policy.ts'
import { Person } from './role.ts'

const tag = 'query'

/**
 * `pending` waits for a decision, `approved` for its time or a worker. `expired`: nobody decided in time, or it
 * could not be executed in time after that.
 */
export const queryStatuses = [
  'pending',
  'approved',
  'rejected',
  'executing',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const
export type QueryStatus = (typeof queryStatuses)[number]
export const QueryStatus = Type.Enum([...queryStatuses])

/** What a query does, by what it is made of. A `refused` one cannot be submitted. */
export const queryClasses = ['read', 'write', 'schema', 'privilege', 'refused'] as const
export type QueryClass = (typeof queryClasses)[number]
export const QueryClass = Type.Enum([...queryClasses])

/** `query` is one statement, `script` several or a program, `undo` takes the changes of an earlier one back. */
export const queryForms = ['query', 'script', 'undo'] as const
export type QueryForm = (typeof queryForms)[number]

const Text = Type.String({ minLength: 1, maxLength: 1_000_000 })
const Comments = Nullable(Type.String({ maxLength: 5000, description: 'Why, for those who decide.' }))
const TicketUrl = Nullable(Type.String({ maxLength: 2000, pattern: '^https?://[^\\s]+$' }))
const Recipients = Type.Array(Id, { maxItems: 50, uniqueItems: true })
const Scheduled = Nullable(Time)

export const QueryFinding = Type.Object(
  {
    rule: Type.String(),
    severity: Type.Enum(['note', 'warning', 'error']),
    text: Type.String(),
    hint: Nullable(Type.String()),
    line: Nullable(Type.Integer()),
  },
  { $id: 'QueryFinding' },
)
export type QueryFinding = Static<typeof QueryFinding>

export const QueryAnalysis = Type.Object(
  {
    class: QueryClass,
    effect: EffectClass,
    statements: Type.Array(Type.Object({ text: Type.String(), line: Type.Integer(), class: QueryClass, kind: Type.String() })),
    tables: Type.Array(
      Type.Object({
        schema: Nullable(Type.String()),
        name: Type.String(),
        columns: Type.Array(Type.String()),
        access: Type.Enum(['read', 'write']),
      }),
    ),
    findings: Type.Array(QueryFinding),
    refusal: Nullable(Type.String({ description: 'Why it cannot be submitted, in a sentence.' })),
    fingerprint: Type.String(),
    estimate: Nullable(
      Type.Object({ rows: Nullable(Type.Number()), changedRows: Nullable(Type.Number()), plan: Type.Unknown() }),
    ),
    undo: Nullable(Type.Object({ isPossible: Type.Boolean(), reason: Nullable(Type.String()) })),
  },
  { $id: 'QueryAnalysis' },
)
export type QueryAnalysis = Static<typeof QueryAnalysis>

const summary = {
  id: Id,
  instance: Type.Object({ id: Id, name: Type.String(), kind: DatabaseKind, environment: Environment }),
  database: Type.String(),
  form: Type.Enum([...queryForms]),
  excerpt: Type.String({ description: 'The beginning of the text.' }),
  fileName: Nullable(Type.String()),
  class: QueryClass,
  status: QueryStatus,
  requester: Nullable(Person),
  pod: Nullable(Type.Object({ id: Id, name: Type.String() })),
  comments: Comments,
  ticketUrl: TicketUrl,
  version: Type.Integer({ description: 'Counts the changes; an approval is for one version.' }),
  scheduleAt: Scheduled,
  createdAt: Time,
  updatedAt: Time,
  startedAt: Nullable(Time),
  completedAt: Nullable(Time),
  isInDoubt: Type.Boolean({ description: 'The process ended while it changed something: it may have happened, or not.' }),
  changesWanted: Nullable(Type.String({ description: 'What whoever decides wants changed before they do.' })),
}

export const QuerySummary = Type.Object(summary, { $id: 'QuerySummary' })
export type QuerySummary = Static<typeof QuerySummary>

export const QueryResultInfo = Type.Object(
  {
    rows: Type.Integer(),
    sizeBytes: Type.Integer(),
    isTruncated: Type.Boolean({ description: 'There was more than the limits let through.' }),
    changedRows: Nullable(Type.Integer()),
    durationMs: Type.Number(),
    messages: Type.Array(Type.String()),
    expiresAt: Time,
    isGone: Type.Boolean({ description: 'It has expired: it cannot be looked at any more.' }),
    formats: Type.Array(Type.Enum(['csv', 'json', 'xlsx']), { description: 'In which it can be had; a large one not as XLSX.' }),
  },
  { $id: 'QueryResultInfo' },
)
export type QueryResultInfo = Static<typeof QueryResultInfo>

export const Query = Type.Object(
  {
    ...summary,
    text: Type.String(),
    analysis: Nullable(QueryAnalysis),
    limits: QueryLimits,
    hash: Type.String({ description: 'SHA-256 (hex) of exactly what will be done; approvals are for it.' }),
    recipients: Type.Array(Person),
    approvalId: Nullable(Id),
    grantId: Nullable(Type.String({ description: 'The standing access that it was executed by.' })),
    policies: Type.Array(PolicyReference),
    approver: Nullable(Person),
    approvedAt: Nullable(Time),
    rejectionReason: Nullable(Type.String()),
    error: Nullable(Type.String()),
    result: Nullable(QueryResultInfo),
    undo: Type.Object({
      isPossible: Type.Boolean(),
      reason: Nullable(Type.String({ description: 'Why not, in a sentence.' })),
      /** The request that takes this one back, where there is one. */
      by: Nullable(Id),
      /** What this one takes back. */
      of: Nullable(Id),
    }),
    clonedFrom: Nullable(Id),
    may: Type.Object({
      change: Type.Boolean(),
      cancel: Type.Boolean(),
      seeResult: Type.Boolean(),
      decide: Type.Boolean({ description: 'By its approval, which may name others still.' }),
    }),
  },
  { $id: 'Query' },
)
export type Query = Static<typeof Query>

export const QueryComment = Type.Object({ id: Id, by: Nullable(Person), text: Type.String(), at: Time }, { $id: 'QueryComment' })
export type QueryComment = Static<typeof QueryComment>

const content = {
  instanceId: Id,
  database: DatabaseName,
  form: Type.Enum(['query', 'script']),
  text: Text,
}

export const NewQuery = Type.Object(
  {
    ...content,
    fileName: Type.Optional(Nullable(Type.String({ maxLength: 255, description: 'Of a script that was a file.' }))),
    comments: Type.Optional(Comments),
    ticketUrl: Type.Optional(TicketUrl),
    recipients: Type.Optional(Recipients),
    scheduleAt: Type.Optional(Scheduled),
    limits: Type.Optional(
      Type.Partial(QueryLimits, { additionalProperties: false, description: 'Narrower than those of the instance.' }),
    ),
    clonedFrom: Type.Optional(Id),
  },
  { additionalProperties: false },
)
export type NewQuery = Static<typeof NewQuery>

export const analyseQuery = endpoint({
  method: 'POST',
  path: '/queries/analysis',
  operationId: 'analyseQuery',
  tag,
  permission: 'query:submit',
  perPod: true,
  status: 200,
  summary: 'What a query would do, and what the policies would say to it. Nothing is stored and nothing executed.',
  body: Type.Object(content, { additionalProperties: false }),
  response: Type.Object({
    analysis: QueryAnalysis,
    answer: Type.Enum(['allow', 'ask', 'deny']),
    policies: Type.Array(PolicyReference),
    asks: Type.Array(Type.String({ description: 'Who would be asked.' })),
    grantId: Nullable(Type.String({ description: 'The standing access by which nobody needs to be asked.' })),
  }),
})

export const submitQuery = endpoint({
  method: 'POST',
  path: '/queries',
  operationId: 'submitQuery',
  tag,
  permission: 'query:submit',
  perPod: true,
  status: 201,
  summary: 'Submits a query. It is executed at once, asked about, or refused, as policies and standing access have it.',
  body: NewQuery,
  response: Query,
})

export const listQueries = endpoint({
  method: 'GET',
  path: '/queries',
  operationId: 'listQueries',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'Queries that the caller may see, newest first.',
  query: Type.Object({
    ...PageQuery,
    status: Type.Optional(Type.String({ maxLength: 200, description: 'One or more, separated by commas.' })),
    mine: Type.Optional(Type.Boolean({ description: 'Those that the caller submitted or receives the result of.' })),
    podId: Type.Optional(Id),
    instanceId: Type.Optional(Id),
    text: Type.Optional(Type.String({ maxLength: 200, description: 'In the text, the comments or the name of the file.' })),
  }),
  response: Page(QuerySummary),
})

export const getQuery = endpoint({
  method: 'GET',
  path: '/queries/:id',
  operationId: 'getQuery',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'One query, with what review has to say about it. Its result is another question.',
  params: IdParams,
  response: Query,
})

export const changeQuery = endpoint({
  method: 'PATCH',
  path: '/queries/:id',
  operationId: 'changeQuery',
  tag,
  permission: 'query:submit',
  perPod: true,
  summary: 'Changes a query that is not executed yet. An approval that it had is void, and it is asked about anew.',
  params: IdParams,
  body: Type.Object(
    {
      version: Type.Integer({ description: 'The version that was looked at; another one is refused.' }),
      text: Type.Optional(Text),
      database: Type.Optional(DatabaseName),
      comments: Type.Optional(Comments),
      ticketUrl: Type.Optional(TicketUrl),
      recipients: Type.Optional(Recipients),
      scheduleAt: Type.Optional(Scheduled),
    },
    { additionalProperties: false },
  ),
  response: Query,
})

export const cancelQuery = endpoint({
  method: 'POST',
  path: '/queries/:id/cancellation',
  operationId: 'cancelQuery',
  tag,
  permission: 'query:read',
  perPod: true,
  status: 200,
  summary: 'Cancels a query, also while it is executed. For who submitted it and for those who may decide about it.',
  params: IdParams,
  body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 2000 })) }, { additionalProperties: false }),
  response: Query,
})

export const repeatQuery = endpoint({
  method: 'POST',
  path: '/queries/:id/repetition',
  operationId: 'repeatQuery',
  tag,
  permission: 'query:submit',
  perPod: true,
  status: 201,
  summary: 'Submits the same query once more, as the caller’s own; it is analysed and asked about anew.',
  params: IdParams,
  body: Type.Object({ comments: Type.Optional(Comments), scheduleAt: Type.Optional(Scheduled) }, { additionalProperties: false }),
  response: Query,
})

export const undoQuery = endpoint({
  method: 'POST',
  path: '/queries/:id/undo',
  operationId: 'undoQuery',
  tag,
  permission: 'query:submit',
  perPod: true,
  status: 201,
  summary: 'Asks to take back what a query changed, as far as the rows are still as it left them. This is a query of its own.',
  params: IdParams,
  body: Type.Object({ comments: Type.Optional(Comments) }, { additionalProperties: false }),
  response: Query,
})
