import { type Static, Type } from 'typebox'
import { Presence } from './draft.ts'
import { endpoint } from './endpoint.ts'
import { ExecutionSummary } from './execution.ts'
import { Id, Nullable } from './page.ts'

const tag = 'execution'

/** Sent over `GET /api/v1/events` (text/event-stream; `?workflowId=` or `?executionId=` narrow it). `event:` is the type. */
export const LiveEvent = Type.Union(
  [
    Type.Object({ type: Type.Literal('execution.changed'), execution: ExecutionSummary }),
    Type.Object({
      type: Type.Literal('node.started'),
      executionId: Id,
      workflowId: Id,
      nodeId: Type.String(),
      nodeName: Type.String(),
      index: Type.Integer(),
      runIndex: Type.Integer(),
    }),
    Type.Object({
      type: Type.Literal('node.finished'),
      executionId: Id,
      workflowId: Id,
      nodeId: Type.String(),
      nodeName: Type.String(),
      index: Type.Integer(),
      runIndex: Type.Integer(),
      status: Type.String(),
      durationMs: Type.Number(),
      items: Type.Array(Type.Integer(), { description: 'Items per output.' }),
      error: Nullable(Type.String()),
    }),
    Type.Object({ type: Type.Literal('workflow.changed'), workflowId: Id }),
    /** The draft of a workflow has a new revision; told to those who watch the workflow. */
    Type.Object({
      type: Type.Literal('workflow.edited'),
      workflowId: Id,
      revision: Type.Integer(),
      client: Type.String({ description: 'The page that made the newest change.' }),
    }),
    /** Everybody who has the workflow open; told to those who watch the workflow. */
    Type.Object({ type: Type.Literal('workflow.presence'), workflowId: Id, people: Type.Array(Presence) }),
    /** Somebody is asked, has answered, or an answer was used; whoever shows approvals asks for them again. */
    Type.Object({
      type: Type.Literal('approval.changed'),
      approvalId: Id,
      executionId: Nullable(Id),
      workflowId: Nullable(Id),
      state: Type.String(),
    }),
  ],
  { $id: 'LiveEvent' },
)
export type LiveEvent = Static<typeof LiveEvent>

export const watchEvents = endpoint({
  method: 'GET',
  path: '/events',
  operationId: 'watchEvents',
  tag,
  permission: 'execution:read',
  stream: true,
  summary: 'What happens in the workspace, as it happens.',
  query: Type.Object({ workflowId: Type.Optional(Id), executionId: Type.Optional(Id) }),
  response: LiveEvent,
})
