import type { Policy, PolicyAnswer, PolicyAsking, PolicyConditions } from '@steward/contract/api/policy'
import { sql, type Transaction } from 'kysely'
import { type Databases, jsonb } from '#db'

export type PolicyTables = {
  policies: {
    id: string
    workspace_id: string
    key: string | null
    name: string
    description: string | null
    is_active: boolean
    answer: PolicyAnswer
    conditions: PolicyConditions
    asking: PolicyAsking | null
    version: number
    created_by: string | null
    updated_by: string | null
    created_at: Date
    updated_at: Date
  }
}

/** A policy as it is known here. The times are null where it comes with the product and nobody has changed it. */
export type StoredPolicy = Readonly<Omit<Policy, 'updatedAt' | 'updatedBy'>> & {
  readonly workspaceId: string
  readonly createdBy: string | null
  readonly updatedBy: string | null
  readonly createdAt: Date | null
  readonly updatedAt: Date | null
}

export type PolicyTx = Transaction<PolicyTables>

const columns = [
  'id',
  'workspace_id as workspaceId',
  'key',
  'name',
  'description',
  'is_active as isActive',
  'answer',
  'conditions',
  'asking',
  'version',
  'created_by as createdBy',
  'updated_by as updatedBy',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

/** Those that have a row, in the order in which they got it. */
export async function listPolicyRows(db: Databases | PolicyTx, workspaceId: string): Promise<StoredPolicy[]> {
  const from = 'selectFrom' in db ? db : db.kysely<PolicyTables>('effect')
  return await from
    .selectFrom('policies')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** One change of a workspace's policies at a time. */
export async function lockPolicies(tx: PolicyTx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policies of ${workspaceId}`}, 0))`.execute(tx)
}

export async function writePolicy(tx: PolicyTx, policy: StoredPolicy & { readonly now: Date }): Promise<void> {
  const { name, description, isActive, answer, conditions, asking, version, updatedBy, now } = policy
  const changing = {
    name,
    description,
    is_active: isActive,
    answer,
    conditions: jsonb(conditions),
    asking: asking === null ? null : jsonb(asking),
    version,
    updated_by: updatedBy,
    updated_at: now,
  }
  await tx
    .insertInto('policies')
    .values({
      id: policy.id,
      workspace_id: policy.workspaceId,
      key: policy.key,
      created_by: policy.createdBy,
      created_at: policy.createdAt ?? now,
      ...changing,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
    .execute()
}

export async function deletePolicyRow(tx: PolicyTx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('policies').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** Told to every process when the transaction commits. */
export async function tellPolicies(tx: PolicyTx, channel: string, workspaceId: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${workspaceId})`.execute(tx)
}

/** Whether somebody is asked, or anything refused, by a policy of the workspace. */
export async function hasPolicy(db: Databases, workspaceId: string): Promise<boolean> {
  const policies = await listPolicyRows(db, workspaceId)
  return policies.some(({ isActive, answer }) => isActive && answer !== 'allow')
}
