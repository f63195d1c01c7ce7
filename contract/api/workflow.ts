import { type Static, Type } from 'typebox'
import { EffectClass, EffectLine } from '../effect.ts'
import { WorkflowDocument } from '../workflow.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'workflow'

export const workflowStatuses = ['draft', 'active', 'inactive', 'archived'] as const
export const WorkflowStatus = Type.Enum([...workflowStatuses])

export const Tag = Type.Object({ id: Id, name: Type.String(), color: Nullable(Type.String()) }, { $id: 'Tag' })
export type Tag = Static<typeof Tag>

export const RunBar = Type.Object({ id: Id, status: Type.String(), durationMs: Nullable(Type.Number()) })

export const WorkflowSummary = Type.Object(
  {
    id: Id,
    name: Type.String(),
    description: Nullable(Type.String()),
    status: WorkflowStatus,
    version: Type.Integer(),
    publishedVersion: Nullable(
      Type.Integer({ description: 'The version that its webhooks and schedules start, while it is active.' }),
    ),
    nodeCount: Type.Integer(),
    /** Types of the trigger nodes, first on the canvas first. */
    triggers: Type.Array(Type.String()),
    effects: Type.Array(EffectClass, { description: 'Classes of its nodes, pure left out, strongest last.' }),
    placeholders: Type.Integer({ description: 'Nodes of types that Steward does not know yet.' }),
    tags: Type.Array(Tag),
    folderId: Nullable(Id),
    createdAt: Time,
    updatedAt: Time,
    publishedAt: Nullable(Time),
  },
  { $id: 'WorkflowSummary' },
)
export type WorkflowSummary = Static<typeof WorkflowSummary>

export const Workflow = Type.Object(
  {
    summary: WorkflowSummary,
    document: WorkflowDocument,
    revision: Type.Integer({ description: 'Of the document; it grows by one with each change.' }),
    /** What was changed since the newest version; null where that is the document. */
    draft: Nullable(Type.Object({ by: Nullable(Type.String({ description: 'Who changed it last, by name.' })), at: Time })),
    /** A version that is published as soon as somebody approves of it. */
    review: Nullable(Type.Object({ version: Type.Integer(), approvalId: Id })),
    problems: Type.Array(Type.String(), { description: 'What stands in the way of running it, in words.' }),
    webhooks: Type.Array(Type.Object({ node: Type.String(), method: Type.String(), url: Type.String(), testUrl: Type.String() })),
    schedules: Type.Array(Type.Object({ node: Type.String(), text: Type.String(), nextRunAt: Nullable(Time) })),
  },
  { $id: 'Workflow' },
)
export type Workflow = Static<typeof Workflow>

export const WorkflowVersion = Type.Object(
  {
    number: Type.Integer(),
    name: Type.String(),
    createdAt: Time,
    createdBy: Nullable(Type.String()),
    note: Nullable(Type.String()),
    authors: Type.Array(Type.String(), { description: 'Everybody who changed something in it, by name.' }),
    isAutosaved: Type.Boolean({ description: 'Made of a draft that rested, and not by somebody who said so.' }),
  },
  { $id: 'WorkflowVersion' },
)
export type WorkflowVersion = Static<typeof WorkflowVersion>

export const listWorkflows = endpoint({
  method: 'GET',
  path: '/workflows',
  operationId: 'listWorkflows',
  tag,
  permission: 'workflow:read',
  summary: 'Workflows of the workspace, newest change first; archived ones only when their status is asked for.',
  query: Type.Object({
    search: Type.Optional(Type.String({ maxLength: 200, description: 'In name, description, node names and tags.' })),
    status: Type.Optional(WorkflowStatus),
    tag: Type.Optional(Type.String()),
    folder: Type.Optional(
      Type.Union([Id, Type.Literal('none')], {
        description: 'What is in this folder and in those within, or in none.',
      }),
    ),
    ...PageQuery,
  }),
  response: Type.Object({
    ...Page(WorkflowSummary).properties,
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'By status, for the same search.' }),
  }),
})

export const createWorkflow = endpoint({
  method: 'POST',
  path: '/workflows',
  operationId: 'createWorkflow',
  tag,
  permission: 'workflow:write',
  status: 201,
  summary: 'Creates a draft.',
  body: Type.Object({ document: WorkflowDocument }),
  response: Workflow,
})

export const getWorkflow = endpoint({
  method: 'GET',
  path: '/workflows/:id',
  operationId: 'getWorkflow',
  tag,
  permission: 'workflow:read',
  summary: 'A workflow with its document.',
  params: IdParams,
  response: Workflow,
})

export const saveWorkflow = endpoint({
  method: 'PUT',
  path: '/workflows/:id',
  operationId: 'saveWorkflow',
  tag,
  permission: 'workflow:write',
  summary:
    'Saves a new version. Refused with `workflow.version_conflict` when somebody saved in between, and where there is a draft of which `baseRevision` does not know.',
  params: IdParams,
  body: Type.Object({
    document: WorkflowDocument,
    baseVersion: Type.Integer(),
    baseRevision: Type.Optional(Type.Integer({ description: 'The revision that was changed; it covers the draft up to there.' })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  response: Workflow,
})

export const changeWorkflow = endpoint({
  method: 'PATCH',
  path: '/workflows/:id',
  operationId: 'changeWorkflow',
  tag,
  permission: 'workflow:write',
  summary: 'Changes what is not part of a version: tags (by name; unknown ones are made), archived or not.',
  params: IdParams,
  body: Type.Object({
    tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }))),
    archived: Type.Optional(Type.Boolean()),
  }),
  response: Workflow,
})

export const deleteWorkflow = endpoint({
  method: 'DELETE',
  path: '/workflows/:id',
  operationId: 'deleteWorkflow',
  tag,
  permission: 'workflow:write',
  status: 204,
  summary: 'Deletes an archived or draft workflow with its versions. Its executions stay.',
  params: IdParams,
  response: Nothing,
})

export const activateWorkflow = endpoint({
  method: 'POST',
  path: '/workflows/:id/activate',
  operationId: 'activateWorkflow',
  tag,
  permission: 'workflow:activate',
  summary:
    'Publishes the newest version: its webhooks and schedules go live at once. It is refused where it does otherwise than a recording, and waits where a policy asks somebody first (`review`).',
  params: IdParams,
  response: Workflow,
})

export const deactivateWorkflow = endpoint({
  method: 'POST',
  path: '/workflows/:id/deactivate',
  operationId: 'deactivateWorkflow',
  tag,
  permission: 'workflow:activate',
  summary: 'Takes webhooks and schedules down. Executions that have begun go on.',
  params: IdParams,
  response: Workflow,
})

export const listVersions = endpoint({
  method: 'GET',
  path: '/workflows/:id/versions',
  operationId: 'listVersions',
  tag,
  permission: 'workflow:read',
  summary: 'Versions, newest first.',
  params: IdParams,
  query: Type.Object(PageQuery),
  response: Page(WorkflowVersion),
})

export const getVersion = endpoint({
  method: 'GET',
  path: '/workflows/:id/versions/:number',
  operationId: 'getVersion',
  tag,
  permission: 'workflow:read',
  summary: 'The document of one version.',
  params: Type.Object({ id: Id, number: Type.Integer({ minimum: 1 }) }),
  response: Type.Object({ version: WorkflowVersion, document: WorkflowDocument }),
})

export const restoreVersion = endpoint({
  method: 'POST',
  path: '/workflows/:id/versions/:number/restore',
  operationId: 'restoreVersion',
  tag,
  permission: 'workflow:write',
  summary: 'Saves an old version as the newest.',
  params: Type.Object({ id: Id, number: Type.Integer({ minimum: 1 }) }),
  response: Workflow,
})

export const exportWorkflow = endpoint({
  method: 'GET',
  path: '/workflows/:id/export',
  operationId: 'exportWorkflow',
  tag,
  permission: 'workflow:read',
  summary: "The workflow as a file, in Steward's or n8n's format.",
  params: IdParams,
  query: Type.Object({ format: Type.Optional(Type.Enum(['steward', 'n8n'])) }),
  response: Type.Unknown(),
})

/** What the import says of one workflow. */
export const ImportLine = Type.Object(
  {
    file: Type.String(),
    name: Nullable(Type.String()),
    ok: Type.Boolean(),
    nodes: Type.Integer(),
    supported: Type.Integer(),
    placeholders: Type.Array(Type.String(), { description: 'Types that Steward does not know yet, once per node.' }),
    problems: Type.Array(Type.String(), { description: 'What stands in the way of running it, or of reading the file.' }),
    notices: Type.Array(Type.String(), { description: 'What the import chose, changed or left out, and what is left to do.' }),
    effects: Type.Array(EffectLine),
    workflowId: Type.Optional(Id),
  },
  { $id: 'ImportLine' },
)
export type ImportLine = Static<typeof ImportLine>

const ImportFile = Type.Object({
  file: Type.String({ maxLength: 500 }),
  content: Type.String({ description: 'The text of the file.' }),
})

export const checkImport = endpoint({
  method: 'POST',
  path: '/workflows/import/check',
  operationId: 'checkImport',
  tag,
  permission: 'workflow:read',
  summary: 'Says what an import would bring, and brings nothing.',
  body: Type.Object({ files: Type.Array(ImportFile, { minItems: 1, maxItems: 500 }) }),
  response: Type.Object({ lines: Type.Array(ImportLine) }),
})

export const importWorkflows = endpoint({
  method: 'POST',
  path: '/workflows/import',
  operationId: 'importWorkflows',
  tag,
  permission: 'workflow:write',
  summary: "Imports workflow files (Steward's or n8n's format, detected). A broken file is a line and does not stop the others.",
  body: Type.Object({ files: Type.Array(ImportFile, { minItems: 1, maxItems: 500 }), activate: Type.Optional(Type.Boolean()) }),
  response: Type.Object({ lines: Type.Array(ImportLine) }),
})

export const listTags = endpoint({
  method: 'GET',
  path: '/tags',
  operationId: 'listTags',
  tag,
  permission: 'workflow:read',
  summary: 'Tags of the workspace with how many workflows carry them.',
  response: Type.Object({ items: Type.Array(Type.Object({ ...Tag.properties, workflows: Type.Integer() })) }),
})

/** A node definition as the editor needs it. */
export const NodeKind = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    description: Type.String(),
    category: Type.String(),
    icon: Type.String(),
    trigger: Nullable(Type.String()),
    versions: Type.Array(Type.Number()),
    effect: Nullable(EffectClass),
    parameters: Type.Unknown({ description: 'JSON schema of the parameters of the newest version, with words for the form.' }),
    /** Schemas of older versions whose parameters have another shape; the first whose `below` is above the version counts. */
    older: Type.Optional(Type.Array(Type.Object({ below: Type.Number(), parameters: Type.Unknown() }))),
  },
  { $id: 'NodeKind' },
)
export type NodeKind = Static<typeof NodeKind>

export const listNodeKinds = endpoint({
  method: 'GET',
  path: '/node-kinds',
  operationId: 'listNodeKinds',
  tag,
  permission: 'workflow:read',
  summary: 'Every kind of node this installation knows.',
  response: Type.Object({ items: Type.Array(NodeKind) }),
})
