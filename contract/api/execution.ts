import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { WorkflowDocument } from '../workflow.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'execution'

/** `waiting`: for a time, a call, or a person's answer. `paused` is set by a person. */
export const executionStatuses = ['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled'] as const
export const ExecutionStatus = Type.Enum([...executionStatuses])
export type ExecutionStatus = (typeof executionStatuses)[number]

/** `in_doubt`: it may have reached the outside; only a person or a probe can tell. */
export const nodeExecutionStatuses = ['running', 'waiting', 'completed', 'failed', 'in_doubt', 'cancelled'] as const

export const ExecutionSummary = Type.Object(
  {
    id: Id,
    workflowId: Id,
    workflowName: Type.String(),
    workflowVersion: Type.Integer(),
    status: ExecutionStatus,
    mode: Type.String(),
    startedAt: Time,
    endedAt: Nullable(Time),
    durationMs: Nullable(Type.Number()),
    waitUntil: Nullable(Time),
    waitKind: Type.Optional(
      Nullable(
        Type.String({
          description: 'What it waits for: `timer`, `webhook`, `decision`, `retry`, `approval`, or its turn in the queue.',
        }),
      ),
    ),
    /** The approval it waits for, the first of several where branches wait side by side. */
    approvalId: Type.Optional(Nullable(Id)),
    pauseWanted: Type.Optional(
      Type.Boolean({ description: 'Somebody has paused it, and it comes to rest after the node that is being executed.' }),
    ),
    inDoubt: Type.Integer({ description: 'How many of its effects are in doubt.' }),
    error: Nullable(Type.Object({ message: Type.String(), node: Nullable(Type.String()) })),
    retryOf: Nullable(Id),
    effects: Type.Optional(
      Type.Array(EffectClass, { description: 'In lists: the kinds of effect that it has had, as far as there are receipts.' }),
    ),
    partial: Type.Optional(
      Nullable(
        Type.Object(
          {
            until: Type.String({ description: 'Id of the last node.' }),
            name: Type.String({ description: 'Its name at that time.' }),
            only: Type.Boolean({ description: 'That node alone.' }),
            from: Nullable(Id),
          },
          { description: 'Set where a part of the workflow was executed: what leads to one node, and the node.' },
        ),
      ),
    ),
    undoes: Type.Optional(Type.Union([Id, Type.Null()], { description: 'The execution whose effects it takes back.' })),
  },
  { $id: 'ExecutionSummary' },
)
export type ExecutionSummary = Static<typeof ExecutionSummary>

const AnyItem = Type.Unknown({ description: '`{json, binary?, pairedItem?, error?}`' })

const FailedTry = Type.Object({
  number: Type.Integer({ description: 'From 1.' }),
  failedAt: Time,
  message: Type.String(),
  description: Nullable(Type.String()),
  nextAt: Type.Union([Time, Type.Null()], {
    description: 'When the next try begins; null where nobody knows what this one has done.',
  }),
})

export const NodeExecution = Type.Object(
  {
    /** Order in the execution, from 0. */
    index: Type.Integer(),
    nodeId: Type.String(),
    nodeName: Type.String(),
    nodeType: Type.String(),
    /** Which execution of this node, from 0. */
    runIndex: Type.Integer(),
    status: Type.Enum([...nodeExecutionStatuses]),
    effect: EffectClass,
    startedAt: Time,
    durationMs: Nullable(Type.Number()),
    tries: Type.Integer(),
    /** Tries that failed and were followed by another one, or are in doubt. */
    failedTries: Type.Optional(Type.Array(FailedTry)),
    /** What it waits for before it does anything. */
    approvalId: Type.Optional(Id),
    standIn: Type.Optional(
      Type.Enum(['pin', 'disabled', 'earlier'], {
        description: 'The node was not executed: its pin, its input, or what it gave in an earlier execution stands in for it.',
      }),
    ),
    error: Nullable(
      Type.Object({
        message: Type.String(),
        description: Nullable(Type.String()),
        itemIndex: Nullable(Type.Integer()),
        parameter: Type.Optional(Type.String({ description: 'Dotted path of the parameter that caused it, where it is known.' })),
      }),
    ),
    /** Per input: which output of which execution of which node it came from. */
    sources: Type.Array(Nullable(Type.Object({ node: Type.String(), output: Type.Integer(), run: Type.Integer() }))),
    itemCounts: Type.Object({ inputs: Type.Array(Type.Integer()), outputs: Type.Array(Type.Integer()) }),
    /** Present in `getNodeExecution`; in the detail of an execution only where they are small. */
    inputs: Type.Optional(Type.Array(Type.Array(AnyItem))),
    outputs: Type.Optional(Type.Array(Type.Array(AnyItem))),
  },
  { $id: 'NodeExecution' },
)
export type NodeExecution = Static<typeof NodeExecution>

export const Execution = Type.Object(
  {
    summary: ExecutionSummary,
    document: WorkflowDocument,
    nodes: Type.Array(NodeExecution),
    logs: Type.Array(Type.Object({ at: Time, level: Type.String(), message: Type.String(), node: Nullable(Type.String()) })),
  },
  { $id: 'Execution' },
)
export type Execution = Static<typeof Execution>

export const startExecution = endpoint({
  method: 'POST',
  path: '/workflows/:id/executions',
  operationId: 'startExecution',
  tag,
  permission: 'execution:start',
  status: 202,
  summary: 'Starts the newest saved version by hand. Answered when the start is stored; watch the events or `getExecution`.',
  params: IdParams,
  body: Type.Object({
    trigger: Type.Optional(Type.String({ description: 'Name of the trigger node; else the manual trigger, else the first.' })),
    items: Type.Optional(
      Type.Array(Type.Record(Type.String(), Type.Unknown()), { description: '`json` of the items the trigger gives.' }),
    ),
    usePins: Type.Optional(Type.Boolean({ default: true })),
    until: Type.Optional(
      Type.String({
        maxLength: 255,
        description: 'Id of a node: what leads to it is executed, and the node, and nothing after it.',
      }),
    ),
    only: Type.Optional(
      Type.Boolean({
        description:
          'With `until`: that node alone. It is given `items`, else what came to it in the execution of `from`, else what the nodes before it gave there.',
      }),
    ),
    from: Type.Optional(
      Type.Object(
        { executionId: Id },
        { description: 'With `until`: what nodes gave in this execution is taken over where nothing has changed since.' },
      ),
    ),
  }),
  response: ExecutionSummary,
})

export const listenForTest = endpoint({
  method: 'POST',
  path: '/workflows/:id/listen',
  operationId: 'listenForTest',
  tag,
  permission: 'execution:start',
  summary:
    'Listens for one call of its webhooks below `/webhook-test/`, for two minutes. The call starts the newest saved version by hand.',
  params: IdParams,
  response: Type.Object({
    until: Time,
    addresses: Type.Array(Type.Object({ node: Type.String(), method: Type.String(), url: Type.String() })),
  }),
})

export const listExecutions = endpoint({
  method: 'GET',
  path: '/executions',
  operationId: 'listExecutions',
  tag,
  permission: 'execution:read',
  summary: 'Executions, newest first.',
  query: Type.Object({
    workflowId: Type.Optional(Id),
    status: Type.Optional(Type.String({ description: 'One or more, separated by commas.' })),
    mode: Type.Optional(Type.String()),
    from: Type.Optional(Time),
    to: Type.Optional(Time),
    text: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'Part of its error, of the node that failed, of the name of its workflow, or of its id.',
      }),
    ),
    ...PageQuery,
    after: Type.Optional(Id),
  }),
  response: Page(ExecutionSummary),
})

export const getExecution = endpoint({
  method: 'GET',
  path: '/executions/:id',
  operationId: 'getExecution',
  tag,
  permission: 'execution:read',
  summary: 'An execution with the document it runs and its node executions.',
  params: IdParams,
  response: Execution,
})

export const getNodeExecution = endpoint({
  method: 'GET',
  path: '/executions/:id/nodes/:index',
  operationId: 'getNodeExecution',
  tag,
  permission: 'execution:read',
  summary: 'One node execution with all its items.',
  params: Type.Object({ id: Id, index: Type.Integer({ minimum: 0 }) }),
  response: NodeExecution,
})

export const executionStats = endpoint({
  method: 'GET',
  path: '/executions/stats',
  operationId: 'executionStats',
  tag,
  permission: 'execution:read',
  summary: 'The numbers on top of the list, and per workflow its last executions.',
  query: Type.Object({ workflowIds: Type.Optional(Type.String({ description: 'Separated by commas, 200 at most.' })) }),
  response: Type.Object({
    days7: Type.Object({
      total: Type.Integer(),
      completed: Type.Integer(),
      failed: Type.Integer(),
      previousTotal: Type.Integer(),
    }),
    waiting: Type.Integer(),
    running: Type.Integer(),
    inDoubt: Type.Integer(),
    workflows: Type.Array(
      Type.Object({
        workflowId: Id,
        medianMs: Nullable(Type.Number()),
        lastStartedAt: Nullable(Time),
        running: Type.Integer(),
        waiting: Type.Integer(),
        inDoubt: Type.Integer(),
        last: Type.Array(Type.Object({ id: Id, status: ExecutionStatus, durationMs: Nullable(Type.Number()) }), {
          description: 'Up to 20, oldest first.',
        }),
      }),
    ),
  }),
})
