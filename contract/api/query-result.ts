import { type Static, Type } from 'typebox'
import { ResultColumn } from './catalog.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable } from './page.ts'
import { QueryComment, QueryStatus } from './query.ts'

const tag = 'query'

export const listQueryComments = endpoint({
  method: 'GET',
  path: '/queries/:id/comments',
  operationId: 'listQueryComments',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'What was said about a query, oldest first.',
  params: IdParams,
  response: Type.Object({ items: Type.Array(QueryComment) }),
})

export const commentOnQuery = endpoint({
  method: 'POST',
  path: '/queries/:id/comments',
  operationId: 'commentOnQuery',
  tag,
  permission: 'query:read',
  perPod: true,
  status: 201,
  summary: 'Says something about a query to everybody who sees it.',
  params: IdParams,
  body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 5000 }) }, { additionalProperties: false }),
  response: QueryComment,
})

export const readQueryResult = endpoint({
  method: 'GET',
  path: '/queries/:id/result',
  operationId: 'readQueryResult',
  tag,
  permission: 'query:read',
  perPod: true,
  summary:
    'Rows of a result, for who submitted the query, those who receive it and those who decide. Each look is a line of the audit log.',
  params: IdParams,
  query: Type.Object({
    from: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0, description: 'The first row, counted from 0.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  }),
  response: Type.Object({
    columns: Type.Array(ResultColumn),
    rows: Type.Array(Type.Array(Type.Unknown())),
    next: Nullable(Type.Integer({ description: 'The `from` of the rows that follow.' })),
  }),
})

export const downloadQueryResult = endpoint({
  method: 'GET',
  path: '/queries/:id/result/file',
  operationId: 'downloadQueryResult',
  tag,
  permission: 'query:read',
  perPod: true,
  summary: 'The whole result as a file. Each download is a line of the audit log.',
  params: IdParams,
  query: Type.Object({ format: Type.Enum(['csv', 'json', 'xlsx']) }),
  response: Type.Unknown({ description: 'The file.' }),
})

export const QueryEvent = Type.Object(
  { type: Type.Literal('query.changed'), queryId: Id, status: QueryStatus },
  { $id: 'QueryEvent' },
)
export type QueryEvent = Static<typeof QueryEvent>

export const watchQueries = endpoint({
  method: 'GET',
  path: '/queries/events',
  operationId: 'watchQueries',
  tag,
  permission: 'query:read',
  perPod: true,
  stream: true,
  summary: 'Which queries change, as it happens; of those that the caller may see.',
  response: QueryEvent,
})
