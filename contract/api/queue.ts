import { type Static, Type } from 'typebox'
import { StartLimits } from '../workflow.ts'
import { endpoint } from './endpoint.ts'
import { Id, Nullable, Time } from './page.ts'

const tag = 'queue'

const Depth = {
  queued: Type.Integer({ description: 'All that is stored and not begun: ready, delayed and held.' }),
  ready: Type.Integer({ description: 'Begins as soon as there is room and its limits let it.' }),
  delayed: Type.Integer({ description: 'Begins at a time: it is throttled or debounced.' }),
  held: Type.Integer({ description: 'Begins when somebody lets the queue of its workflow go on.' }),
  running: Type.Integer(),
  waiting: Type.Integer({ description: 'For a time, a call or a person.' }),
  paused: Type.Integer(),
  oldestQueuedAt: Nullable(Time),
  nextDueAt: Nullable(Time),
}

export const QueueWorkflow = Type.Object(
  {
    workflowId: Id,
    workflowName: Type.String(),
    ...Depth,
    onHold: Type.Boolean({ description: 'True while a person holds its queue.' }),
    limits: Nullable(StartLimits),
  },
  { $id: 'QueueWorkflow' },
)
export type QueueWorkflow = Static<typeof QueueWorkflow>

export const QueueWorker = Type.Object(
  {
    id: Id,
    host: Type.String(),
    pid: Type.Integer(),
    roles: Type.Array(Type.String()),
    live: Type.Integer({ description: 'Executions it walks, of all workspaces.' }),
    startedAt: Time,
    leaseAgeMs: Type.Number({ description: 'Since its last sign of life.' }),
    alive: Type.Boolean({ description: 'False when its lease has run out.' }),
  },
  { $id: 'QueueWorker' },
)
export type QueueWorker = Static<typeof QueueWorker>

export const Queue = Type.Object(
  {
    ...Depth,
    startedLastMinute: Type.Integer(),
    workflows: Type.Array(QueueWorkflow, {
      description: 'Those with something open or on hold, 200 at most, the longest queues first.',
    }),
    workers: Type.Array(QueueWorker),
  },
  { $id: 'Queue' },
)
export type Queue = Static<typeof Queue>

export const getQueue = endpoint({
  method: 'GET',
  path: '/queue',
  operationId: 'getQueue',
  tag,
  permission: 'execution:read',
  summary: 'What is queued, running and waiting in the workspace, and who works on it. At most a second old.',
  response: Queue,
})

const WorkflowParams = Type.Object({ workflowId: Id })
const Held = Type.Object({ workflowId: Id, onHold: Type.Boolean() })

export const pauseQueue = endpoint({
  method: 'POST',
  path: '/queue/:workflowId/pause',
  operationId: 'pauseQueue',
  tag,
  permission: 'execution:write',
  summary: 'Holds the queue of a workflow: starts are stored and not begun. What runs and waits goes on.',
  params: WorkflowParams,
  response: Held,
})

export const resumeQueue = endpoint({
  method: 'POST',
  path: '/queue/:workflowId/resume',
  operationId: 'resumeQueue',
  tag,
  permission: 'execution:write',
  summary: 'Lets the queue of a workflow go on.',
  params: WorkflowParams,
  response: Held,
})
