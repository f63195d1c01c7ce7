import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Nullable, Time } from './page.ts'

const tag = 'search'

export const SearchHit = Type.Object(
  {
    kind: Type.Enum(['workflow', 'execution', 'connection', 'approval', 'query', 'person']),
    id: Id,
    title: Type.String(),
    detail: Nullable(Type.String({ description: 'What was met where that was not the title, or what tells it from others.' })),
    status: Nullable(Type.String()),
    at: Nullable(Time),
    nodeId: Nullable(Type.String({ description: 'Of a workflow, the node that holds what was looked for.' })),
  },
  { $id: 'SearchHit' },
)
export type SearchHit = Static<typeof SearchHit>

export const searchAll = endpoint({
  method: 'GET',
  path: '/search',
  operationId: 'searchAll',
  tag,
  permission: 'session',
  summary:
    'What there is under these words, best first: workflows (also by their nodes, tags and parameters), executions (by id, workflow, and the error of the newest 2 000 that failed), connections, approvals, queries and people; of each what the caller may see.',
  query: Type.Object({
    q: Type.String({ maxLength: 200 }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  }),
  response: Type.Object({ items: Type.Array(SearchHit) }),
})
