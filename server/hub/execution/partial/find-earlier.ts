import { restore } from '#engine/host'
import type { Databases } from '#db'
import { executionError } from '../errors.ts'
import { findExecution } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import { readEntries } from '../read-execution.ts'
import type { Pins } from './fresh-nodes.ts'
import type { EarlierExecution } from './partial-start.ts'

type Wanted = {
  readonly db: Databases
  readonly workspaceId: string
  readonly workflowId: string
  readonly id: string
}

/** The execution that outputs are to be taken from. It must have come to rest, or what it does would be done beside it. */
export async function findEarlier({ load }: Executions, wanted: Wanted): Promise<EarlierExecution> {
  const { db, workspaceId, workflowId, id } = wanted
  const pool = db.pool('execution')
  const row = await findExecution(pool, workspaceId, id)
  if (row === undefined || row.workflow_id !== workflowId || row.mode === 'undo') throw executionError.not_found()
  if (row.status === 'queued' || row.status === 'running') throw executionError.still_going({ status: row.status })
  const { trigger, entries } = await readEntries(pool, id)
  const loaded = await load(row.workflow_id, row.workflow_version, trigger)
  if (loaded === undefined) throw executionError.workflow_not_found()
  const { plan } = loaded
  const pins = trigger.pins === true ? (plan.document.pins as Pins) : undefined
  return { id, trigger, plan, pins, state: restore(plan, trigger, entries).state }
}
