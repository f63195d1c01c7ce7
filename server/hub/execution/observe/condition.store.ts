import type pg from 'pg'

/** How executions of the whole installation stand, for metrics and for whoever looks for trouble. */
export type Condition = {
  readonly waiting: number
  /** Whose time has come for more than ten seconds and that nobody has taken. */
  readonly overdue: number
  readonly inDoubt: number
  /** Held by a worker that is not there any more. */
  readonly orphaned: number
  /** Months ahead that have partitions. */
  readonly monthsAhead: number
  readonly queues: readonly { readonly workspaceId: string; readonly depth: number; readonly oldestSeconds: number }[]
  readonly workers: readonly {
    readonly id: string
    readonly host: string
    readonly pid: number
    readonly roles: readonly string[]
    readonly silentSeconds: number
    readonly leaseSeconds: number
  }[]
  readonly openCircuits: number
}

/** Workspaces with a queue of their own in the answer; the longest queues first. */
const queuesMax = 50

export async function readCondition(pool: pg.Pool): Promise<Condition> {
  const [counts, queues, workers] = await Promise.all([
    pool.query<Pick<Condition, 'waiting' | 'overdue' | 'inDoubt' | 'orphaned' | 'monthsAhead' | 'openCircuits'>>(
      `select
         (select count(*)::int from workflow_executions where status = 'waiting') as waiting,
         (select count(*)::int from workflow_executions where status = 'waiting' and wait_until < now() - interval '10 seconds') as overdue,
         (select count(*)::int from workflow_executions where status = 'waiting' and in_doubt > 0) as "inDoubt",
         (select count(*)::int from workflow_executions e where status = 'running' and updated_at < now() - interval '10 seconds'
             and not exists (select 1 from workers w where w.id = e.worker_id and w.lease_until > now())) as orphaned,
         (select count(*)::int from partition_months() as m(month) where month > date_trunc('month', now() at time zone 'UTC')::date) as "monthsAhead",
         (select count(*)::int from circuits where state <> 'closed') as "openCircuits"`,
    ),
    pool.query<{ workspaceId: string; depth: number; oldestSeconds: number }>(
      `select workspace_id as "workspaceId", count(*)::int as depth, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as "oldestSeconds"
         from workflow_executions where status = 'queued' and coalesce(wait_until, now()) <= now()
        group by 1 order by 2 desc limit ${queuesMax}`,
    ),
    pool.query<Condition['workers'][number]>(
      `select id, host, pid, roles, extract(epoch from now() - heartbeat_at)::float8 as "silentSeconds",
              extract(epoch from lease_until - now())::float8 as "leaseSeconds" from workers order by started_at`,
    ),
  ])
  const none = { waiting: 0, overdue: 0, inDoubt: 0, orphaned: 0, monthsAhead: 0, openCircuits: 0 }
  return { ...(counts.rows[0] ?? none), queues: queues.rows, workers: workers.rows }
}
