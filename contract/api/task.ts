import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'

const tag = 'task'

export const taskKinds = ['import', 'export', 'bulk', 'execution'] as const
export const taskStates = ['running', 'done', 'failed', 'cancelled'] as const

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })
const ownPath = Type.String({ pattern: '^/(?![/\\\\])', maxLength: 500, description: 'Of this installation.' })
const Parts = Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.String({ maxLength: 200 }), Type.Number()]), {
  maxProperties: 10,
  description: 'Names and numbers for the sentence that the web writes.',
})

/** Long work of a person, and how far it has come. */
export const Task = Type.Object(
  {
    id: Id,
    kind: Type.Enum([...taskKinds]),
    subject: Type.String({ description: 'What it does, such as workflows.import or audit_log; the web has words for it.' }),
    parts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    state: Type.Enum([...taskStates]),
    done: Type.Integer(),
    total: Nullable(Type.Integer({ description: 'Null while nobody knows how much there is.' })),
    failed: Type.Integer({ description: 'Of what is done, how much did not go well.' }),
    isCancellable: Type.Boolean(),
    isCancelWanted: Type.Boolean(),
    resultPath: Nullable(Type.String({ description: 'Where what came of it is.' })),
    error: Nullable(Type.String()),
    startedAt: Time,
    endedAt: Nullable(Time),
  },
  { $id: 'Task' },
)
export type Task = Static<typeof Task>

export const listTasks = endpoint({
  method: 'GET',
  path: '/tasks',
  operationId: 'listTasks',
  tag,
  permission: 'session',
  summary: 'One’s own long work in this workspace: what is under way, and what has ended in the last day and was not put away.',
  response: Type.Object({ items: Type.Array(Task) }),
})

const subject = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z_]+(\\.[a-z_]+)?$' })

export const startTask = endpoint({
  method: 'POST',
  path: '/tasks',
  operationId: 'startTask',
  tag,
  permission: 'session',
  status: 201,
  summary: 'Notes long work that a program does by many calls, so that its person sees how far it has come.',
  body: Type.Object(
    {
      kind: Type.Enum([...taskKinds]),
      subject,
      parts: Type.Optional(Parts),
      total: Type.Optional(Nullable(Count)),
      isCancellable: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  response: Task,
})

export const reportTask = endpoint({
  method: 'PATCH',
  path: '/tasks/:id',
  operationId: 'reportTask',
  tag,
  permission: 'session',
  summary: 'Says how far it has come, or how it ended. What says nothing for two minutes is taken for broken off.',
  params: IdParams,
  body: Type.Object(
    {
      done: Type.Optional(Count),
      total: Type.Optional(Nullable(Count)),
      failed: Type.Optional(Count),
      state: Type.Optional(Type.Enum([...taskStates])),
      resultPath: Type.Optional(ownPath),
      error: Type.Optional(Type.String({ maxLength: 500 })),
    },
    { additionalProperties: false },
  ),
  response: Task,
})

export const cancelTask = endpoint({
  method: 'POST',
  path: '/tasks/:id/cancellation',
  operationId: 'cancelTask',
  tag,
  permission: 'session',
  summary: 'Asks that it stops. What is done already stays.',
  params: IdParams,
  response: Task,
})

export const dismissTask = endpoint({
  method: 'DELETE',
  path: '/tasks/:id',
  operationId: 'dismissTask',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Puts away a task that has ended.',
  params: IdParams,
  response: Nothing,
})

export const exportSubjects = ['audit_log', 'receipts'] as const

export const startExport = endpoint({
  method: 'POST',
  path: '/exports',
  operationId: 'startExport',
  tag,
  permission: 'session',
  status: 202,
  summary:
    'Makes a file in the background; the task tells how far it is and where the file is. It needs the right to read what is exported.',
  body: Type.Object(
    {
      subject: Type.Enum([...exportSubjects]),
      format: Type.Enum(['json', 'ndjson', 'csv']),
      filter: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 500 }), { maxProperties: 20 })),
    },
    { additionalProperties: false },
  ),
  response: Task,
})

export const downloadExport = endpoint({
  method: 'GET',
  path: '/exports/:id',
  operationId: 'downloadExport',
  tag,
  permission: 'session',
  summary: 'The file of an export, for whoever asked for it, for a week.',
  params: IdParams,
  response: Type.Unknown({ description: 'The file.' }),
})
