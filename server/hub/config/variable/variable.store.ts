import { type Generated, sql, type Transaction } from 'kysely'
import type { Databases } from '#db'

export const variableScopes = ['workflow', 'global', 'user'] as const
export type VariableScope = (typeof variableScopes)[number]

export type VariableTables = {
  environment_variables: {
    id: string
    workspace_id: string
    name: string
    value: string
    is_secret: boolean
    scope: VariableScope
    workflow_id: string | null
    user_id: string | null
    description: string | null
    version: Generated<number>
    created_by: string | null
    updated_by: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}

/** `value` is a locked box where the variable is secret. */
export type StoredVariable = {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly value: string
  readonly secret: boolean
  readonly scope: VariableScope
  readonly workflowId: string | null
  readonly userId: string | null
  readonly description: string | null
  readonly version: number
  readonly updatedBy: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

type Tx = Transaction<VariableTables>

const columns = [
  'id',
  'workspace_id as workspaceId',
  'name',
  'value',
  'is_secret as secret',
  'scope',
  'workflow_id as workflowId',
  'user_id as userId',
  'description',
  'version',
  'updated_by as updatedBy',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

/** All of a workspace, those of its people included: for executions, and for those who may see a part. */
export async function listVariableRows(db: Databases, workspaceId: string): Promise<StoredVariable[]> {
  return await db
    .kysely<VariableTables>('config')
    .selectFrom('environment_variables')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('scope')
    .orderBy('id')
    .execute()
}

/** One change of a workspace's variables at a time, so that the limits on their number and size hold. */
export async function lockVariables(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`variables of ${workspaceId}`}, 0))`.execute(tx)
}

export async function sumVariables(tx: Tx, workspaceId: string): Promise<{ readonly count: number; readonly bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(octet_length(value)), 0)::float8 as bytes
      from environment_variables where workspace_id = ${workspaceId}`.execute(tx)
  return rows[0] ?? { count: 0, bytes: 0 }
}

export async function findVariable(tx: Tx, workspaceId: string, id: string): Promise<StoredVariable | undefined> {
  return await tx
    .selectFrom('environment_variables')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function isNameTaken(tx: Tx, wanted: Omit<StoredVariable, 'value' | 'secret'>): Promise<boolean> {
  const { rows } = await sql`select from environment_variables
    where workspace_id = ${wanted.workspaceId} and name = ${wanted.name} and scope = ${wanted.scope} and id <> ${wanted.id}
      and workflow_id is not distinct from ${wanted.workflowId} and user_id is not distinct from ${wanted.userId}`.execute(tx)
  return rows.length > 0
}

export async function writeVariable(tx: Tx, variable: StoredVariable): Promise<void> {
  const { name, value, secret, description, version, updatedBy, updatedAt } = variable
  const changing = { name, value, is_secret: secret, description, version, updated_by: updatedBy, updated_at: updatedAt }
  await tx
    .insertInto('environment_variables')
    .values({
      id: variable.id,
      workspace_id: variable.workspaceId,
      scope: variable.scope,
      workflow_id: variable.workflowId,
      user_id: variable.userId,
      created_by: updatedBy,
      created_at: variable.createdAt,
      ...changing,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
    .execute()
}

export async function deleteVariableRow(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('environment_variables').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

export async function deleteVariablesOfWorkflow(tx: Tx, workspaceId: string, workflowId: string): Promise<void> {
  await tx
    .deleteFrom('environment_variables')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .execute()
}

/** Of a person, wherever they had some; the workspaces. */
export async function deleteVariablesOfPerson(tx: Tx, userId: string): Promise<string[]> {
  const gone = await tx
    .deleteFrom('environment_variables')
    .where('user_id', '=', userId)
    .returning('workspace_id as workspaceId')
    .execute()
  return [...new Set(gone.map(({ workspaceId }) => workspaceId))]
}

/** Told to every process when the transaction commits. */
export async function tellVariables(tx: Tx, channel: string, workspaceId: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${workspaceId})`.execute(tx)
}
