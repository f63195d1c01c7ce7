import { type Kysely, sql } from 'kysely'
import type { Databases } from '#db'
import type { WorkflowTables } from '../workflow.tables.ts'

const rowsMax = 1_000

export type RestedRow = { readonly workspaceId: string; readonly id: string }
type Rested = {
  readonly restedBefore: Date
  /** Those only whose document is not written as it is. */
  readonly isUnwritten?: boolean
  readonly after: string | undefined
  readonly limit: number
}

/** Drafts of any workspace that nobody has changed since, in the order of their ids. */
export async function listRested(db: Databases, { restedBefore, isUnwritten, after, limit }: Rested): Promise<RestedRow[]> {
  let query = tables(db)
    .selectFrom('workflows')
    .select(['workspace_id as workspaceId', 'id'])
    .where('draft_since', 'is not', null)
    .where('draft_at', '<=', restedBefore)
  if (isUnwritten === true) query = query.whereRef('written_revision', '<', 'revision')
  if (after !== undefined) query = query.where('id', '>', after)
  return await query.orderBy('id').limit(limit).execute()
}

/** Changes that are part of what is written and that nobody will ask for; whether there may be more of them. */
export async function deleteOldChanges(db: Databases, madeBefore: Date): Promise<boolean> {
  const gone = await sql`
    delete from workflow_changes where (workflow_id, id) in (
      select c.workflow_id, c.id from workflow_changes c join workflows w on w.id = c.workflow_id
       where c.changed_at < ${madeBefore} and c.revision <= w.written_revision limit ${rowsMax})`.execute(tables(db))
  return gone.numAffectedRows === BigInt(rowsMax)
}

export type AutosavedRow = { readonly workflowId: string; readonly numbers: number[] }

/** Autosaved versions of before that this hub does not need: nobody said anything of them, and they neither are nor will be live. */
export async function listThinnable(
  db: Databases,
  { madeBefore, after, limit }: { readonly madeBefore: Date; readonly after: string | undefined; readonly limit: number },
): Promise<AutosavedRow[]> {
  const { rows } = await sql<AutosavedRow>`
    select v.workflow_id as "workflowId", array_agg(v.version_number) as numbers
      from workflow_versions v join workflows w on w.id = v.workflow_id
     where v.is_autosaved and v.created_at < ${madeBefore} and v.note is null
       and (${after ?? null}::uuid is null or v.workflow_id > ${after ?? null}::uuid)
       and v.version_number <> w.version and v.version_number is distinct from w.published_version
       and not exists (select 1 from workflow_triggers t where t.workflow_id = v.workflow_id and t.version_number = v.version_number)
       and not exists (select 1 from publication_reviews r where r.workflow_id = v.workflow_id and r.version_number = v.version_number)
       and not exists (select 1 from accepted_differences d where d.workflow_id = v.workflow_id and d.version_number = v.version_number)
     group by v.workflow_id order by v.workflow_id limit ${limit}`.execute(tables(db))
  return rows
}

/** Asks again whether it is live, because it may have been published meanwhile. */
export async function deleteAutosaved(db: Databases, { workflowId, numbers }: AutosavedRow): Promise<void> {
  await db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    await sql`select 1 from workflows where id = ${workflowId} for update`.execute(tx)
    await sql`
      delete from workflow_versions v using workflows w
       where w.id = v.workflow_id and v.workflow_id = ${workflowId} and v.version_number = any(${numbers}::integer[])
         and v.is_autosaved and v.version_number <> w.version and v.version_number is distinct from w.published_version
         and not exists (select 1 from publication_reviews r where r.workflow_id = w.id and r.version_number = v.version_number)`.execute(
      tx,
    )
  })
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')
