import type { QueryStatus } from '@steward/contract/api/query'
import type { JsonObject } from '@steward/contract/item'
import { publish } from '#db'
import { type By, record } from '#hub/audit'
import { writeReceipt } from '#hub/effect'
import type { QueryRow } from '../access.tables.ts'
import { tellQueries } from '../feed.store.ts'
import { type AccessTx, type QueryChange, updateQuery } from './query.store.ts'
import { receiptOf } from './receipt-of.ts'

/** Told of every change of a query, for notices and for whoever waits for it. */
export const queryChanged = 'access.query_changed'

type Move = { readonly change: QueryChange; readonly act: string; readonly metadata?: JsonObject }

/** Changes a query, with its line in the audit log, and says so to hubs above and to whoever watches. */
export async function moveQuery(tx: AccessTx, by: By, row: QueryRow, { change, act, metadata }: Move): Promise<void> {
  await updateQuery(tx, row, { ...change, updated_at: by.now })
  const status = (change.status as QueryStatus | undefined) ?? row.status
  await record(tx, by, {
    action: `query.${act}`,
    resourceType: 'query',
    resourceId: row.uuid,
    old: { status: row.status, version: row.version },
    new: { name: nameOf(row), status, version: (change.version as number | undefined) ?? row.version },
    ...(metadata === undefined ? {} : { metadata }),
  })
  if (status === 'rejected') await noteRefusal(tx, { ...row, policies: policiesOf(row, change) }, change, by.now)
  await tellOf(tx, row, { status, act, actorId: by.actorId })
}

const policiesOf = (row: QueryRow, { policies }: QueryChange): QueryRow['policies'] =>
  typeof policies === 'string' ? (JSON.parse(policies) as QueryRow['policies']) : row.policies

/** What somebody or a policy said no to has its receipt too. */
async function noteRefusal(
  tx: AccessTx,
  row: QueryRow,
  { rejection_reason, approval_id }: QueryChange,
  now: Date,
): Promise<void> {
  await writeReceipt(tx, {
    ...receiptOf(row),
    approvalId: approval_id ?? row.approval_id,
    outcome: 'refused',
    reason: rejection_reason ?? null,
    intendedMs: row.created_at.getTime(),
    settledMs: now.getTime(),
    durationMs: null,
    response: null,
  })
}

type New = Pick<
  QueryRow,
  | 'uuid'
  | 'workspace_id'
  | 'user_id'
  | 'instance_id'
  | 'instance_name'
  | 'database_name'
  | 'script_filename'
  | 'class'
  | 'submission_type'
>

/** Its line in the audit log, and the first that others hear of it. */
export async function recordSubmission(tx: AccessTx, by: By, row: New): Promise<void> {
  const { class: queryClass, submission_type: form } = row
  await record(tx, by, {
    action: 'query.submitted',
    resourceType: 'query',
    resourceId: row.uuid,
    new: { name: nameOf(row), status: 'pending', class: queryClass, form },
  })
  await tellOf(tx, { ...row, approval_id: null }, { status: 'pending', act: 'submitted', actorId: by.actorId })
}

type Told = { readonly status: QueryStatus; readonly act: string; readonly actorId: string | null }

type About = Pick<QueryRow, 'workspace_id' | 'uuid' | 'instance_id' | 'user_id' | 'approval_id'>

async function tellOf(tx: AccessTx, row: About, { status, act, actorId }: Told): Promise<void> {
  const { workspace_id: workspaceId, uuid: queryId, instance_id: instanceId } = row
  await publish(tx, {
    type: queryChanged,
    key: queryId,
    payload: { workspaceId, queryId, act, status, actorId, requesterId: row.user_id, approvalId: row.approval_id },
  })
  await tellQueries(tx, { workspaceId, queryId, instanceId, status })
}

/** How a query is called where it has no name of its own. */
export const nameOf = ({
  instance_name,
  database_name,
  script_filename,
}: Pick<QueryRow, 'instance_name' | 'database_name' | 'script_filename'>): string =>
  `${script_filename ?? 'Query'} on ${instance_name}/${database_name}`
