import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ExecutionStatus } from './execution.ts'
import { Id, IdParams, Nullable } from './page.ts'

const Side = Nullable(
  Type.Object({
    index: Type.Integer({ description: 'Order in the execution, from 0.' }),
    status: Type.Enum(['completed', 'failed']),
    itemCounts: Type.Array(Type.Integer(), { description: 'Items per output.' }),
    sizeBytes: Nullable(Type.Integer({ description: 'Of the outputs as JSON.' })),
  }),
)

const Short = Type.String({ description: 'A value in short, as JSON where it is small.' })

export const NodeDifference = Type.Object(
  {
    nodeId: Type.String(),
    nodeName: Type.String(),
    runIndex: Type.Integer(),
    result: Type.Enum(['same', 'different', 'only_old', 'only_new'], {
      description: '`same` stands here only where the request of an effect differs.',
    }),
    old: Side,
    new: Side,
    /** Where the outputs differ first. */
    difference: Nullable(
      Type.Object({
        path: Type.String({ description: '`outputs[0][3].json.total`, or `status`, or `error`.' }),
        old: Short,
        new: Short,
      }),
    ),
    request: Type.Enum(['none', 'same', 'different', 'not_made', 'not_recorded'], {
      description:
        'Of an effect: `different` asks for something else than was recorded, and goes on with what was recorded; `not_made` is one the record does not know; `not_recorded` was done before requests were recorded.',
    }),
  },
  { $id: 'NodeDifference' },
)
export type NodeDifference = Static<typeof NodeDifference>

export const ReplayReport = Type.Object(
  {
    executionId: Id,
    workflowId: Id,
    versions: Type.Object({ old: Type.Integer(), new: Type.Integer() }),
    same: Type.Boolean({ description: 'Same node executions in the same order, same outputs, same requests, same end.' }),
    status: Type.Object({ old: ExecutionStatus, new: ExecutionStatus }),
    error: Nullable(Type.String({ description: 'Why the replay ended as failed.' })),
    counts: Type.Object({
      same: Type.Integer(),
      different: Type.Integer(),
      onlyOld: Type.Integer(),
      onlyNew: Type.Integer(),
      requests: Type.Integer({ description: 'Effects that ask for something else, or that the record does not know.' }),
    }),
    /** Where the order of what both have done differs first; a count from 0. */
    order: Nullable(Type.Object({ position: Type.Integer(), old: Type.String(), new: Type.String() })),
    differences: Type.Array(NodeDifference, { description: 'The first 500, in the order of the replay.' }),
    limits: Type.Array(Type.String(), { description: 'What cannot be equal, in words.' }),
  },
  { $id: 'ReplayReport' },
)
export type ReplayReport = Static<typeof ReplayReport>

export const replayExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/replay',
  operationId: 'replayExecution',
  tag: 'execution',
  permission: 'execution:start',
  summary:
    'Executes what is recorded again on another version (the newest without one), in memory: effects are answered from the record, nothing is called and nothing stored. Tells what differs.',
  params: IdParams,
  body: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })) }),
  response: ReplayReport,
})
