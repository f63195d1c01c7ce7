import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ExecutionSummary } from './execution.ts'
import { Id, IdParams } from './page.ts'

const tag = 'execution'

export const cancelExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/cancel',
  operationId: 'cancelExecution',
  tag,
  permission: 'execution:write',
  summary: 'Cancels it. What has been done outside stays done.',
  params: IdParams,
  response: ExecutionSummary,
})

const EditedItems = Type.Optional(
  Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    maxItems: 1000,
    description:
      '`json` of items in place of those that came to the first input of the node to begin with. Files and pairing of the items whose place they take are kept.',
  }),
)

export const retryExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/retry',
  operationId: 'retryExecution',
  tag,
  permission: 'execution:write',
  status: 202,
  summary: 'Starts a new execution at the node that failed; what was completed is kept, not run again.',
  params: IdParams,
  body: Type.Object({ version: Type.Optional(Type.Enum(['original', 'current'])), items: EditedItems }),
  response: ExecutionSummary,
})

export const pauseExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/pause',
  operationId: 'pauseExecution',
  tag,
  permission: 'execution:write',
  status: 202,
  summary: 'Lets it rest as `paused` before its next node; the node that is being executed is finished first. Timers wait, too.',
  params: IdParams,
  response: ExecutionSummary,
})

export const resumeExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/resume',
  operationId: 'resumeExecution',
  tag,
  permission: 'execution:write',
  summary: 'Lets a paused execution go on from where it rests.',
  params: IdParams,
  response: ExecutionSummary,
})

export const restartExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/restart',
  operationId: 'restartExecution',
  tag,
  permission: 'execution:write',
  status: 202,
  summary:
    'Starts a new execution at one of its node executions. What was done before is kept, or stays readable where the version has changed before that node.',
  params: IdParams,
  body: Type.Object({
    index: Type.Integer({ minimum: 0, description: 'Of the node execution to begin with; it gets the inputs recorded for it.' }),
    version: Type.Optional(Type.Enum(['original', 'current'])),
    items: EditedItems,
  }),
  response: ExecutionSummary,
})

export const decideNodeExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/nodes/:index/decision',
  operationId: 'decideNodeExecution',
  tag,
  permission: 'execution:write',
  summary:
    'Answers for an effect in doubt: it happened (go on with these items), it did not (make the call again), stop, or probe: ask with what the node has for that, which may leave it in doubt.',
  params: Type.Object({ id: Id, index: Type.Integer({ minimum: 0 }) }),
  body: Type.Object({
    decision: Type.Enum(['happened', 'repeat', 'stop', 'probe']),
    items: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: ExecutionSummary,
})
