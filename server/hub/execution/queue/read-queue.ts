import type { Queue, QueueWorkflow, QueueWorker } from '@steward/contract/api/queue'
import type pg from 'pg'
import type { Scope } from '#db'
import type { WorkflowLoader } from '../workflow-loader.ts'
import {
  countStarted,
  type DepthRow,
  readDepths,
  readFirstDue,
  readHoldsOf,
  readNames,
  readNextDue,
  readWorkers,
  type WorkerRow,
} from './depth.store.ts'

/** However many people look, the database is asked once in this time; longer where a look takes long, so that looking costs a tenth at most. */
const freshMs = 1_000
const restPerLook = 10
/** Of more than these the next due time of each workflow would have to be searched for; then the first of all is told. */
const dueMax = 20_000
/** More workflows help nobody who looks at a list. */
const workflowsMax = 200

type Look = { readonly queue: Promise<Queue>; untilMs: number }

/** What the queue looks like from a workspace, remembered for a second. */
export class QueueView {
  private readonly looks = new Map<string, Look>()
  private readonly loader: WorkflowLoader

  constructor(loader: WorkflowLoader) {
    this.loader = loader
  }

  read({ db, workspaceId, now }: Scope): Promise<Queue> {
    const nowMs = now.getTime()
    for (const [id, look] of this.looks) if (nowMs >= look.untilMs) this.looks.delete(id)
    const known = this.looks.get(workspaceId)
    if (known !== undefined) return known.queue
    const began = performance.now()
    const look: Look = { queue: readQueue(db.pool('execution'), this.loader, workspaceId), untilMs: Number.POSITIVE_INFINITY }
    this.looks.set(workspaceId, look)
    look.queue.then(
      () => (look.untilMs = nowMs + Math.max(freshMs, restPerLook * (performance.now() - began))),
      () => this.looks.delete(workspaceId),
    )
    return look.queue
  }

  /** Somebody has changed something and wants to see it. */
  forget(workspaceId: string): void {
    this.looks.delete(workspaceId)
  }
}

async function readQueue(pool: pg.Pool, loader: WorkflowLoader, workspaceId: string): Promise<Queue> {
  const [depths, firstDue, holds, startedLastMinute, workers] = await Promise.all([
    readDepths(pool, workspaceId),
    readFirstDue(pool, workspaceId),
    readHoldsOf(pool, workspaceId),
    countStarted(pool, workspaceId, 60),
    readWorkers(pool),
  ])
  const byWorkflow = Map.groupBy(depths, (row) => row.workflow_id)
  for (const id of holds) if (!byWorkflow.has(id)) byWorkflow.set(id, [])
  const all = depthOf(depths)
  const due = firstDue === undefined || all.delayed + all.waiting > dueMax ? [] : await readNextDue(pool, workspaceId)
  const dueAt = new Map(due.map((row) => [row.workflow_id, row.due_at.toISOString()]))
  const onHold = new Set(holds)

  const shown = [...byWorkflow]
    .map(([workflowId, rows]) => ({ workflowId, rows, ...depthOf(rows), nextDueAt: dueAt.get(workflowId) ?? null }))
    .toSorted((a, b) => b.queued - a.queued || b.running - a.running || (a.workflowId < b.workflowId ? -1 : 1))
    .slice(0, workflowsMax)
  const firsts = shown.flatMap(({ rows }) => rows.slice(0, 1).map((row) => row.first))
  const names = await readNames(pool, firsts)
  const workflows = await Promise.all(
    shown.map(async ({ rows: _rows, ...depth }): Promise<QueueWorkflow> => {
      const { workflowId } = depth
      const loaded = (await loader.published(workflowId)) ?? (await loader.newest(workflowId))
      return {
        ...depth,
        workflowName: loaded?.workflow.name ?? names.get(workflowId) ?? '',
        onHold: onHold.has(workflowId),
        limits: loaded?.plan.document.settings.limits ?? null,
      }
    }),
  )
  return { ...all, nextDueAt: firstDue?.toISOString() ?? null, startedLastMinute, workflows, workers: workers.map(workerOf) }
}

type Depth = Omit<QueueWorkflow, 'workflowId' | 'workflowName' | 'onHold' | 'limits' | 'nextDueAt'>

function depthOf(rows: readonly DepthRow[]): Depth {
  const count = (...states: string[]) => rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + row.count, 0)
  const open = new Set(['running', 'waiting', 'paused'])
  const queuedRows = rows.filter((row) => !open.has(row.state))
  const oldest = queuedRows.map((row) => row.first).toSorted()[0]
  const queued = queuedRows.reduce((sum, row) => sum + row.count, 0)
  const [ready, held] = [count('ready'), count('held')]
  return {
    queued,
    ready,
    held,
    delayed: queued - ready - held,
    running: count('running'),
    waiting: count('waiting'),
    paused: count('paused'),
    oldestQueuedAt: oldest === undefined ? null : timeOfId(oldest),
  }
}

/** The time a UUIDv7 was made. */
const timeOfId = (id: string) => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()

const workerOf = (row: WorkerRow): QueueWorker => ({
  id: row.id,
  host: row.host,
  pid: row.pid,
  roles: row.roles,
  live: row.live,
  startedAt: row.started_at.toISOString(),
  leaseAgeMs: Math.max(0, row.age_ms),
  alive: row.alive,
})
