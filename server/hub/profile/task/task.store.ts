import type { Task } from '@steward/contract/api/task'
import { type Kysely, sql, type Transaction } from 'kysely'
import { jsonb } from '#db'
import { sayChanged } from '../notification/notification.store.ts'
import type { ProfileTables } from '../profile.tables.ts'

type ProfileTx = Transaction<ProfileTables>
type On = Kysely<ProfileTables> | ProfileTx

export type TaskRow = Omit<ProfileTables['tasks'], 'parts' | 'state' | 'done' | 'failed' | 'is_cancel_wanted'> & {
  readonly parts: Task['parts']
  readonly state: Task['state']
  readonly done: number
  readonly failed: number
  readonly is_cancel_wanted: boolean
}

export type Owner = { readonly workspaceId: string; readonly userId: string }

/** What has ended is shown for so long. */
const shownHours = 24
const listedMax = 50

export async function listTaskRows(on: On, { workspaceId, userId }: Owner, now: Date): Promise<TaskRow[]> {
  return await on
    .selectFrom('tasks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where((where) => where.or([where('state', '=', 'running'), where('ended_at', '>', hoursBefore(now, shownHours))]))
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(listedMax)
    .execute()
}

const hoursBefore = (now: Date, hours: number) => new Date(now.getTime() - hours * 3_600_000)

export async function countRunning(tx: ProfileTx, { workspaceId, userId }: Owner): Promise<number> {
  const { count } = await tx
    .selectFrom('tasks')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export type NewTask = Owner &
  Pick<Task, 'id' | 'kind' | 'subject' | 'parts' | 'total' | 'isCancellable'> & {
    readonly now: Date
  }

export async function insertTask(tx: ProfileTx, task: NewTask): Promise<TaskRow> {
  const { id, workspaceId, userId, kind, subject, parts, total, isCancellable, now } = task
  const row = await tx
    .insertInto('tasks')
    .values({
      id,
      workspace_id: workspaceId,
      user_id: userId,
      kind,
      subject,
      parts: jsonb(parts),
      total,
      is_cancellable: isCancellable,
      result_path: null,
      error: null,
      started_at: now,
      heard_at: now,
      ended_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await sayChanged(tx, [userId], 'task')
  return row
}

export async function lockTask(tx: ProfileTx, id: string, { workspaceId, userId }: Owner): Promise<TaskRow | undefined> {
  return await tx
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
}

export type TaskChange = Partial<
  Pick<TaskRow, 'done' | 'total' | 'failed' | 'state' | 'result_path' | 'error' | 'is_cancel_wanted' | 'heard_at' | 'ended_at'>
>

export async function updateTask(
  tx: ProfileTx,
  { id, user_id }: Pick<TaskRow, 'id' | 'user_id'>,
  change: TaskChange,
): Promise<TaskRow> {
  const row = await tx.updateTable('tasks').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
  await sayChanged(tx, [user_id], 'task')
  return row
}

export async function deleteTask(tx: ProfileTx, { id, user_id }: Pick<TaskRow, 'id' | 'user_id'>): Promise<void> {
  await tx.deleteFrom('tasks').where('id', '=', id).execute()
  await sayChanged(tx, [user_id], 'task')
}

/** One that says it is running and has not been heard of for long; those that others look at are passed over. */
export async function lockSilent(tx: ProfileTx, heardBefore: Date): Promise<TaskRow | undefined> {
  return await tx
    .selectFrom('tasks')
    .selectAll()
    .where('state', '=', 'running')
    .where('heard_at', '<', heardBefore)
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** Forgets those that ended so long ago; how many there were. */
export async function deleteEnded(tx: ProfileTx, endedBefore: Date, rowsMax: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from tasks where id in (
      select id from tasks where state <> 'running' and ended_at < ${endedBefore} limit ${rowsMax} for update skip locked
    )`.execute(tx)
  return Number(numAffectedRows)
}
