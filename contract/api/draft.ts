import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable, Time } from './page.ts'
import { Workflow } from './workflow.ts'

const tag = 'workflow'

/** See `contract/change.ts` for what a path may name. */
const DocumentOp = Type.Object(
  {
    path: Type.Array(Type.String({ maxLength: 1_000 }), { minItems: 1, maxItems: 60 }),
    value: Type.Optional(Type.Unknown({ description: 'Absent: the property is removed.' })),
    at: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
)

/** One thing that somebody did: its ops hold together or not at all. */
export const DraftChange = Type.Object(
  {
    id: Type.String({ format: 'uuid', description: 'Made by the page; sent again under the same id it is the same change.' }),
    ops: Type.Array(DocumentOp, { minItems: 1, maxItems: 20_000 }),
  },
  { $id: 'DraftChange' },
)
export type DraftChange = Static<typeof DraftChange>

export const StoredChange = Type.Object(
  {
    ...DraftChange.properties,
    revision: Type.Integer(),
    client: Type.String({ description: 'The open page that made it.' }),
    by: Nullable(Id),
    at: Time,
  },
  { $id: 'StoredChange' },
)
export type StoredChange = Static<typeof StoredChange>

const client = Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,100}$', description: 'Names an open page, not a person.' })

const DraftNews = Type.Object({
  revision: Type.Integer({ description: 'Of the draft as it is now; it grows by one with each change.' }),
  changes: Nullable(
    Type.Array(StoredChange, {
      description: 'All changes after `since`, oldest first; null where so many are not kept any more: read the workflow anew.',
    }),
  ),
  refused: Type.Array(Type.Object({ id: Type.String(), reason: Type.String() }), {
    description:
      'Of the changes that were sent: those that were not taken, and why. What is neither here nor among `changes` was taken when it was sent before.',
  }),
})

export const editWorkflow = endpoint({
  method: 'POST',
  path: '/workflows/:id/changes',
  operationId: 'editWorkflow',
  tag,
  permission: 'workflow:write',
  status: 200,
  summary:
    'Adds changes to the draft, which is what lies above the newest saved version. The server puts the changes of all in one order; of two that set the same property the later one wins.',
  params: IdParams,
  body: Type.Object({
    client,
    since: Type.Integer({ minimum: 0, description: 'The revision that the page knows.' }),
    changes: Type.Array(DraftChange, { maxItems: 500 }),
  }),
  response: DraftNews,
})

export const readChanges = endpoint({
  method: 'GET',
  path: '/workflows/:id/changes',
  operationId: 'readChanges',
  tag,
  permission: 'workflow:read',
  summary: 'What has changed in the draft since a revision.',
  params: IdParams,
  query: Type.Object({ since: Type.Integer({ minimum: 0 }) }),
  response: DraftNews,
})

export const saveVersion = endpoint({
  method: 'POST',
  path: '/workflows/:id/versions',
  operationId: 'saveVersion',
  tag,
  permission: 'workflow:write',
  status: 200,
  summary:
    'Makes a version of the draft, which is what starting and publishing take. Where nothing has changed the newest version stays.',
  params: IdParams,
  body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),
  response: Workflow,
})

export const Presence = Type.Object(
  {
    client: Type.String(),
    userId: Id,
    name: Type.String(),
    nodeId: Nullable(Type.String({ description: 'The node they have open.' })),
    since: Time,
  },
  { $id: 'Presence' },
)
export type Presence = Static<typeof Presence>

export const showPresence = endpoint({
  method: 'POST',
  path: '/workflows/:id/presence',
  operationId: 'showPresence',
  tag,
  permission: 'workflow:read',
  status: 200,
  summary: 'Tells that a page has the workflow open, to be said again every ten seconds; answers who else has.',
  params: IdParams,
  body: Type.Object({
    client,
    nodeId: Type.Optional(Nullable(Type.String({ maxLength: 255 }))),
    isLeaving: Type.Optional(Type.Boolean()),
  }),
  response: Type.Object({ people: Type.Array(Presence) }),
})
