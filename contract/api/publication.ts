import { type Static, Type } from 'typebox'
import { EffectLine } from '../effect.ts'
import { endpoint } from './endpoint.ts'
import { ExecutionStatus } from './execution.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'
import { Person } from './role.ts'

const tag = 'publication'
const VersionNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

const Change = Type.Object({
  path: Type.String({ description: '`parameters.url`, `settings.retry.maxTries`' }),
  before: Type.Optional(Type.Unknown({ description: 'Absent where it is new.' })),
  after: Type.Optional(Type.Unknown({ description: 'Absent where it is gone.' })),
})

const Names = Type.Object({ added: Type.Array(Type.String()), removed: Type.Array(Type.String()) })
const Effects = Type.Array(EffectLine)

/** Everything that makes one version of a workflow behave otherwise than another. Where its nodes lie on the canvas does not. */
export const DocumentComparison = Type.Object(
  {
    same: Type.Boolean(),
    nodes: Type.Object({
      added: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() })),
      removed: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() })),
      changed: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          /** Another than `name` where it was renamed. */
          nameBefore: Type.String(),
          type: Type.String(),
          changes: Type.Array(Change, { description: 'The first 100.' }),
        }),
      ),
    }),
    edges: Type.Object({
      added: Type.Array(Type.String({ description: '"Fetch → Send", with the output and input where there are several.' })),
      removed: Type.Array(Type.String()),
    }),
    settings: Type.Array(Change),
    /** Connections by kind and name, variables, and ids of called workflows that one side uses and the other does not. */
    connections: Names,
    variables: Names,
    workflows: Names,
    effects: Type.Object({ added: Effects, removed: Effects, kept: Effects }),
  },
  { $id: 'DocumentComparison' },
)
export type DocumentComparison = Static<typeof DocumentComparison>

export const compareVersions = endpoint({
  method: 'GET',
  path: '/workflows/:id/comparison',
  operationId: 'compareVersions',
  tag,
  permission: 'workflow:read',
  summary:
    'What makes one version behave otherwise than another: nodes, settings, connections, variables, called workflows, effects.',
  params: IdParams,
  query: Type.Object({
    from: Type.Optional(
      Type.Integer({ ...VersionNumber, description: 'The published version without it; nothing at all where none is.' }),
    ),
    to: Type.Optional(Type.Integer({ ...VersionNumber, description: 'The newest version without it.' })),
  }),
  response: Type.Object({ from: Nullable(Type.Integer()), to: Type.Integer(), comparison: DocumentComparison }),
})

export const Recording = Type.Object(
  {
    executionId: Id,
    name: Type.String({ description: 'What it shows: "An order with two refunds".' }),
    addedBy: Nullable(Person),
    addedAt: Time,
  },
  { $id: 'Recording' },
)
export type Recording = Static<typeof Recording>

const RecordingParams = Type.Object({ id: Id, executionId: Id })

export const listRecordings = endpoint({
  method: 'GET',
  path: '/workflows/:id/recordings',
  operationId: 'listRecordings',
  tag,
  permission: 'workflow:read',
  summary: 'Executions against which every new version is rehearsed before it is published.',
  params: IdParams,
  response: Type.Object({ items: Type.Array(Recording) }),
})

export const setRecording = endpoint({
  method: 'PUT',
  path: '/workflows/:id/recordings/:executionId',
  operationId: 'setRecording',
  tag,
  permission: 'workflow:write',
  summary: 'Takes an execution that is over into the recordings of its workflow, or names it anew. At most 20.',
  params: RecordingParams,
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 255 }) }, { additionalProperties: false }),
  response: Recording,
})

export const removeRecording = endpoint({
  method: 'DELETE',
  path: '/workflows/:id/recordings/:executionId',
  operationId: 'removeRecording',
  tag,
  permission: 'workflow:write',
  status: 204,
  summary: 'Takes an execution out of the recordings. The execution stays.',
  params: RecordingParams,
  response: Nothing,
})

export const RehearsalLine = Type.Object(
  {
    executionId: Id,
    name: Type.String(),
    /** `gone`: the execution is not kept any more. `unreadable`: it cannot be replayed on this version. */
    result: Type.Enum(['same', 'different', 'gone', 'unreadable']),
    status: Nullable(Type.Object({ old: ExecutionStatus, new: ExecutionStatus })),
    counts: Nullable(
      Type.Object({
        same: Type.Integer(),
        different: Type.Integer(),
        onlyOld: Type.Integer(),
        onlyNew: Type.Integer(),
        requests: Type.Integer(),
      }),
    ),
    /** In a sentence: what differs first, or why it could not be replayed. */
    text: Nullable(Type.String()),
  },
  { $id: 'RehearsalLine' },
)
export type RehearsalLine = Static<typeof RehearsalLine>

/** Every recording replayed on a version, effects answered from the record. */
export const Rehearsal = Type.Object(
  {
    version: Type.Integer(),
    isClear: Type.Boolean({ description: 'Nothing differs, or somebody has accepted exactly these differences.' }),
    lines: Type.Array(RehearsalLine),
    hash: Type.String({ description: 'SHA-256 (hex) of the differences; another one wants to be accepted anew.' }),
    accepted: Nullable(Type.Object({ by: Nullable(Person), at: Time, reason: Type.String() })),
  },
  { $id: 'Rehearsal' },
)
export type Rehearsal = Static<typeof Rehearsal>

export const rehearseVersion = endpoint({
  method: 'POST',
  path: '/workflows/:id/rehearsal',
  operationId: 'rehearseVersion',
  tag,
  permission: 'execution:start',
  status: 200,
  summary: 'Replays the recordings on a version (the newest without one). Nothing is called and nothing stored.',
  params: IdParams,
  body: Type.Object({ version: Type.Optional(VersionNumber) }, { additionalProperties: false }),
  response: Rehearsal,
})

export const acceptDifferences = endpoint({
  method: 'POST',
  path: '/workflows/:id/rehearsal/acceptance',
  operationId: 'acceptDifferences',
  tag,
  permission: 'workflow:activate',
  status: 204,
  summary: 'Says that the differences of a rehearsal are meant, so that the version can be published.',
  params: IdParams,
  body: Type.Object(
    {
      version: VersionNumber,
      hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      reason: Type.String({ minLength: 1, maxLength: 2000 }),
    },
    { additionalProperties: false },
  ),
  response: Nothing,
})
