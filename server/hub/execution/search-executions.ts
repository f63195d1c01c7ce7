import { type Found, foundIn } from '#base/found'
import type { Scope } from '#db'
import { type ExecutionRow, findExecution } from './execution.store.ts'
import { listLatestOf, listRecentFailures } from './search.store.ts'

type Input = {
  readonly text: string
  readonly limit: number
  /** Of these the latest execution is found. */
  readonly workflowIds: readonly string[]
}

const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i

/** An execution by its id, the latest of some workflows, and newer ones whose error says so. */
export async function searchExecutions({ db, workspaceId }: Scope, { text, limit, workflowIds }: Input): Promise<Found[]> {
  const pool = db.pool('execution')
  if (uuid.test(text)) {
    const row = await findExecution(pool, workspaceId, text)
    return row === undefined ? [] : [asFound(row, 1)]
  }
  const [latest, failed] = await Promise.all([
    listLatestOf(pool, workspaceId, workflowIds),
    listRecentFailures(pool, { workspaceId, text, limit }),
  ])
  return [
    ...latest.map((row) => asFound(row, (foundIn(row.workflow_name, text) ?? 0.4) * 0.6)),
    ...failed.map((row) => asFound(row, 0.25)),
  ]
}

const asFound = (row: ExecutionRow, score: number): Found => ({
  kind: 'execution',
  id: row.id,
  title: row.workflow_name,
  detail: row.error,
  status: row.status,
  at: row.started_at,
  nodeId: null,
  score,
})
