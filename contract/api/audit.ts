import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'audit'

/** By which means something was done: a page of ours, an API key, a command of this machine, a workflow, or Steward by itself. */
export const auditMeans = ['web', 'api', 'command_line', 'workflow', 'system'] as const
export type AuditMeans = (typeof auditMeans)[number]

/** What is known of a person who did something or was acted on; the name is null once nobody has it any more. */
const Person = Type.Object({ id: Id, name: Nullable(Type.String()) })

export const AuditLine = Type.Object(
  {
    id: Id,
    seq: Type.Integer({ description: 'Its place in the chain, from 1 without gaps.' }),
    at: Time,
    recordedAt: Type.String({ format: 'date-time', description: 'When it was taken into the chain.' }),
    actor: Nullable(Person),
    means: Nullable(Type.Enum([...auditMeans], { description: 'Null where an older version did not write it down.' })),
    action: Type.String({ description: '`resource.past_tense`, such as `workflow.activated`.' }),
    resource: Type.Object({ type: Type.String(), id: Nullable(Type.String()), name: Nullable(Type.String()) }),
    old: Nullable(Type.Record(Type.String(), Type.Unknown())),
    new: Nullable(Type.Record(Type.String(), Type.Unknown())),
    metadata: Nullable(Type.Record(Type.String(), Type.Unknown())),
    from: Nullable(Type.Object({ address: Nullable(Type.String()), agent: Nullable(Type.String()) })),
    erased: Type.Boolean({ description: 'Whether personal data of this line was erased; the chain holds without it.' }),
    hash: Type.String({ description: 'SHA-256 (hex) over the line and the hash before it.' }),
    previousHash: Type.String(),
  },
  { $id: 'AuditLine' },
)
export type AuditLine = Static<typeof AuditLine>

const Finding = Type.Object({
  seq: Type.Integer({ description: 'Of the first line that is not as it should be.' }),
  id: Nullable(Type.String({ description: 'Of that line, where it is there.' })),
  reason: Type.String(),
})

const verdict = { holds: Type.Boolean(), broken: Nullable(Finding) }

/** Three questions with an answer each, because one can hold without the others. */
export const AuditVerification = Type.Object(
  {
    chain: Type.String({ description: 'Id of the workspace; zeros for the chain of the installation.' }),
    checkedAt: Time,
    holds: Type.Boolean({ description: 'Whether all three hold.' }),
    lines: Type.Integer(),
    lastSeq: Type.Integer(),
    integrity: Type.Object(verdict, { description: 'No line was changed.' }),
    continuity: Type.Object(verdict, { description: 'No line is missing, added or moved.' }),
    anchored: Type.Object(
      {
        ...verdict,
        upTo: Type.Integer({ description: 'The last line that a trusted signature covers; 0 when none does.' }),
        at: Nullable(Time),
      },
      { description: 'The lines are those that were signed.' },
    ),
    erasedLines: Type.Integer({ description: 'Lines whose personal data was erased by a recorded erasure.' }),
  },
  { $id: 'AuditVerification' },
)
export type AuditVerification = Static<typeof AuditVerification>

/** A signed statement that a chain had this hash at this line. */
export const AuditCheckpoint = Type.Object(
  {
    version: Type.Literal(1),
    chain: Type.String(),
    seq: Type.Integer(),
    lines: Type.Integer(),
    hash: Type.String(),
    at: Time,
    keyId: Type.String({ description: 'The first 16 hex digits of the SHA-256 of the public key (SPKI, DER).' }),
    signature: Type.String({ description: 'Ed25519, base64.' }),
  },
  { $id: 'AuditCheckpoint' },
)
export type AuditCheckpoint = Static<typeof AuditCheckpoint>

const filters = {
  actor: Type.Optional(Id),
  action: Type.Optional(Type.String({ maxLength: 100, description: 'Exactly, or all of a kind: `workflow.*`.' })),
  resourceType: Type.Optional(Type.String({ maxLength: 50 })),
  resourceId: Type.Optional(Type.String({ maxLength: 255 })),
  means: Type.Optional(Type.Enum([...auditMeans])),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  text: Type.Optional(Type.String({ maxLength: 200, description: 'Somewhere in the action, the resource or the values.' })),
}

const ListQuery = Type.Object({ ...filters, ...PageQuery })
const ExportQuery = Type.Object({
  format: Type.Optional(Type.Enum(['json', 'csv'])),
  ...filters,
})
const VerificationQuery = Type.Object({
  fresh: Type.Optional(
    Type.Boolean({ description: 'Walks the chain now, instead of answering with what was found minutes ago.' }),
  ),
})
const CheckpointPage = Page(AuditCheckpoint)
const Download = Type.Unknown({
  description: 'A file: JSON with every line and what proves it, or CSV of the lines that match the filters.',
})
const summaries = {
  list: 'newest first.',
  export: 'as a file. JSON is complete and can be verified offline with `steward audit verify`; CSV takes the filters.',
}

export const listAudit = endpoint({
  method: 'GET',
  path: '/audit',
  operationId: 'listAudit',
  tag,
  permission: 'audit:read',
  summary: `The audit log of the workspace, ${summaries.list}`,
  query: ListQuery,
  response: Page(AuditLine),
})

export const exportAudit = endpoint({
  method: 'GET',
  path: '/audit/export',
  operationId: 'exportAudit',
  tag,
  permission: 'audit:read',
  summary: `The audit log of the workspace ${summaries.export}`,
  query: ExportQuery,
  response: Download,
})

export const verifyAudit = endpoint({
  method: 'GET',
  path: '/audit/verification',
  operationId: 'verifyAudit',
  tag,
  permission: 'audit:read',
  summary: 'Whether the audit log of the workspace is whole and unchanged.',
  query: VerificationQuery,
  response: AuditVerification,
})

export const listAuditCheckpoints = endpoint({
  method: 'GET',
  path: '/audit/checkpoints',
  operationId: 'listAuditCheckpoints',
  tag,
  permission: 'audit:read',
  summary: 'The signed checkpoints of the workspace, newest first. Keep copies elsewhere: they prove what must be there.',
  query: Type.Object(PageQuery),
  response: CheckpointPage,
})

export const makeAuditCheckpoint = endpoint({
  method: 'POST',
  path: '/audit/checkpoints',
  operationId: 'makeAuditCheckpoint',
  tag,
  permission: 'audit:read',
  status: 201,
  summary: 'Signs the newest line of the workspace now. Where it is signed already, that signature is given.',
  response: AuditCheckpoint,
})

export const getAuditKey = endpoint({
  method: 'GET',
  path: '/audit/public-key',
  operationId: 'getAuditKey',
  tag,
  permission: 'audit:read',
  summary: 'The public key that checkpoints are verified with.',
  response: Type.Object({
    keyId: Type.String(),
    algorithm: Type.Literal('Ed25519'),
    publicKey: Type.String({ description: 'PEM. Give it to `steward audit verify --public-key`.' }),
  }),
})

export const listInstallationAudit = endpoint({
  method: 'GET',
  path: '/installation/audit',
  operationId: 'listInstallationAudit',
  tag,
  permission: 'installation:manage',
  summary: `What belongs to no workspace, such as signing in, ${summaries.list}`,
  query: ListQuery,
  response: Page(AuditLine),
})

export const exportInstallationAudit = endpoint({
  method: 'GET',
  path: '/installation/audit/export',
  operationId: 'exportInstallationAudit',
  tag,
  permission: 'installation:manage',
  summary: `The audit log of the installation ${summaries.export}`,
  query: ExportQuery,
  response: Download,
})

export const verifyInstallationAudit = endpoint({
  method: 'GET',
  path: '/installation/audit/verification',
  operationId: 'verifyInstallationAudit',
  tag,
  permission: 'installation:manage',
  summary: 'Whether the audit log of the installation is whole and unchanged.',
  query: VerificationQuery,
  response: AuditVerification,
})

export const makeInstallationCheckpoint = endpoint({
  method: 'POST',
  path: '/installation/audit/checkpoints',
  operationId: 'makeInstallationCheckpoint',
  tag,
  permission: 'installation:manage',
  status: 201,
  summary: 'Signs the newest line of the chain of the installation now.',
  response: AuditCheckpoint,
})

export const Activity = Type.Object(
  {
    id: Id,
    at: Time,
    actor: Nullable(Person),
    description: Type.String({ description: 'What the actor did, in words: `activated the workflow`.' }),
    resource: Type.Object({ type: Type.String(), id: Nullable(Type.String()), name: Nullable(Type.String()) }),
    means: Nullable(Type.Enum([...auditMeans])),
  },
  { $id: 'Activity' },
)
export type Activity = Static<typeof Activity>

export const listActivity = endpoint({
  method: 'GET',
  path: '/activity',
  operationId: 'listActivity',
  tag,
  permission: 'workflow:read',
  summary: 'What people did in the workspace, newest first, of the kinds of things that the caller may see.',
  query: Type.Object({
    actor: Type.Optional(Id),
    type: Type.Optional(Type.String({ maxLength: 50, description: 'Kind of the resource, such as `workflow`.' })),
    resourceId: Type.Optional(Type.String({ maxLength: 255 })),
    ...PageQuery,
  }),
  response: Page(Activity),
})
