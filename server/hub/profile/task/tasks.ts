import type { Task } from '@steward/contract/api/task'
import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { profileError } from '../errors.ts'
import { tellPeople } from '../notification/tell-people.ts'
import type { ProfileTables } from '../profile.tables.ts'
import {
  countRunning,
  deleteTask,
  insertTask,
  listTaskRows,
  lockTask,
  type Owner,
  type TaskChange,
  type TaskRow,
  updateTask,
} from './task.store.ts'

/** Whose work it is. */
export type TaskScope = { readonly db: Databases; readonly workspaceId: string; readonly actorId: string; readonly now: Date }

export type TaskWish = Pick<Task, 'kind' | 'subject'> & {
  readonly parts?: Task['parts']
  readonly total?: number | null
  readonly isCancellable?: boolean
}

const runningMax = 50
/** Who waits less than this has seen the end of it. */
const tellAfterMs = 10_000

export async function listTasks(scope: TaskScope): Promise<Task[]> {
  return (await listTaskRows(scope.db.kysely<ProfileTables>('profile'), ownerOf(scope), scope.now)).map(asTask)
}

/** Notes long work of somebody; whoever does it says how far it has come. */
export async function startTask(
  scope: TaskScope,
  { parts = {}, total = null, isCancellable = false, ...task }: TaskWish,
): Promise<Task> {
  const owner = ownerOf(scope)
  return await scope.db.transaction<ProfileTables, Task>('profile', async (tx) => {
    if ((await countRunning(tx, owner)) >= runningMax) throw profileError.too_many_tasks({ most: runningMax })
    return asTask(await insertTask(tx, { ...owner, ...task, id: newId(), parts, total, isCancellable, now: scope.now }))
  })
}

export type TaskReport = Partial<Pick<Task, 'done' | 'total' | 'failed' | 'state' | 'resultPath' | 'error'>>

/** How far it has come, or how it ended. What has ended stays as it is. */
export async function reportTask(scope: TaskScope, id: string, { resultPath, error, ...report }: TaskReport): Promise<Task> {
  const { now } = scope
  const change: TaskChange = {
    ...report,
    heard_at: now,
    ...(resultPath === undefined ? {} : { result_path: resultPath }),
    ...(error === undefined ? {} : { error: error?.slice(0, 500) ?? null }),
    ...(report.state === undefined || report.state === 'running' ? {} : { ended_at: now }),
  }
  return await changeTask(scope, id, async (tx, task) => {
    if (task.state !== 'running') throw profileError.task_over()
    const after = await updateTask(tx, task, change)
    await tellEnd(tx, after)
    return asTask(after)
  })
}

/** Whoever does it hears of it with the next report. */
export async function cancelTask(scope: TaskScope, id: string): Promise<Task> {
  return await changeTask(scope, id, async (tx, task) => {
    if (task.state !== 'running') throw profileError.task_over()
    if (!task.is_cancellable) throw profileError.not_cancellable()
    return asTask(await updateTask(tx, task, { is_cancel_wanted: true }))
  })
}

export async function dismissTask(scope: TaskScope, id: string): Promise<void> {
  await changeTask(scope, id, async (tx, task) => {
    if (task.state === 'running') throw profileError.task_running()
    await deleteTask(tx, task)
  })
}

async function changeTask<R>(
  scope: TaskScope,
  id: string,
  work: (tx: Transaction<ProfileTables>, task: TaskRow) => Promise<R>,
): Promise<R> {
  return await scope.db.transaction<ProfileTables, R>('profile', async (tx) => {
    const task = await lockTask(tx, id, ownerOf(scope))
    if (task === undefined) throw profileError.task_not_found()
    return await work(tx, task)
  })
}

/** Who has waited for long is told where they look by then. */
export async function tellEnd(tx: Transaction<ProfileTables>, task: TaskRow): Promise<void> {
  const { id, state, subject, user_id, workspace_id, started_at, ended_at, result_path, done, total, failed } = task
  if (ended_at === null || state === 'cancelled' || ended_at.getTime() - started_at.getTime() < tellAfterMs) return
  await tellPeople(tx, {
    kind: 'task_finished',
    workspaceId: workspace_id,
    subject: id,
    parts: { subject, state, done, total, failed },
    path: result_path ?? '/workflows',
    people: [user_id],
  })
}

const ownerOf = ({ workspaceId, actorId }: TaskScope): Owner => ({ workspaceId, userId: actorId })

export const asTask = (row: TaskRow): Task => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  parts: row.parts,
  state: row.state,
  done: row.done,
  total: row.total,
  failed: row.failed,
  isCancellable: row.is_cancellable,
  isCancelWanted: row.is_cancel_wanted,
  resultPath: row.result_path,
  error: row.error,
  startedAt: row.started_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})
