import type pg from 'pg'
import { type Ended, type JournalEntry, type LoadedWorkflow, restore, sleep, type Trigger } from '#engine/host'
import { readJournals } from './claim.store.ts'
import { findAnyExecution, readTrigger } from './execution.store.ts'

const pollMs = 500
const over = new Set(['completed', 'failed', 'cancelled'])

type Sources = {
  readonly pool: pg.Pool
  readonly load: (workflowId: string, version: number) => Promise<LoadedWorkflow | undefined>
}

/** Waits for an execution that is walked elsewhere, or is waiting itself; undefined when there is none with this id. */
export async function awaitEnd({ pool, load }: Sources, executionId: string, signal: AbortSignal): Promise<Ended | undefined> {
  for (;;) {
    const row = await findAnyExecution(pool, executionId)
    if (row === undefined) return undefined
    if (over.has(row.status)) {
      const loaded = row.status === 'completed' ? await load(row.workflow_id, row.workflow_version) : undefined
      const items = loaded === undefined ? [] : await readLastItems(pool, executionId, loaded)
      return { status: row.status as Ended['status'], items, error: row.error }
    }
    await sleep(pollMs, signal)
  }
}

async function readLastItems(pool: pg.Pool, executionId: string, { plan }: LoadedWorkflow): Promise<Ended['items']> {
  const trigger = JSON.parse((await readTrigger(pool, executionId)) ?? 'null') as Trigger
  const entries: JournalEntry[] = ((await readJournals(pool, [executionId])).get(executionId) ?? []).flatMap(
    (segment) => segment.entries,
  )
  const last = restore(plan, trigger, entries).state.records.at(-1)
  return last?.outputs.find((items) => items.length > 0) ?? last?.outputs[0] ?? []
}
