import type pg from 'pg'
import { type Ended, type JournalEntry, type LoadedWorkflow, restore, sleep, type Trigger } from '#engine/host'
import { readJournals } from './claim.store.ts'
import { findAnyExecution, readTrigger } from './execution.store.ts'
import type { LoadVersion } from './take-over.ts'

const pollMs = 500
const over = new Set(['completed', 'failed', 'cancelled'])

type Sources = {
  readonly pool: pg.Pool
  readonly load: LoadVersion
}

/** Waits for an execution that is walked elsewhere, or is waiting itself; undefined when there is none with this id. */
export async function awaitEnd({ pool, load }: Sources, executionId: string, signal: AbortSignal): Promise<Ended | undefined> {
  for (;;) {
    const row = await findAnyExecution(pool, executionId)
    if (row === undefined) return undefined
    if (over.has(row.status)) {
      const trigger = row.status === 'completed' ? await readTrigger(pool, executionId) : undefined
      const loaded = trigger && (await load(row.workflow_id, row.workflow_version, trigger))
      const items =
        trigger === undefined || loaded === undefined ? [] : await readLastItems(pool, { id: executionId, trigger, loaded })
      return { status: row.status as Ended['status'], items, error: row.error }
    }
    await sleep(pollMs, signal)
  }
}

type Finished = { readonly id: string; readonly trigger: Trigger; readonly loaded: LoadedWorkflow }

async function readLastItems(pool: pg.Pool, { id, trigger, loaded }: Finished): Promise<Ended['items']> {
  const segments = (await readJournals(pool, [id])).get(id) ?? []
  const entries: JournalEntry[] = segments.flatMap((segment) => segment.entries)
  const last = restore(loaded.plan, trigger, entries).state.records.at(-1)
  return last?.outputs.find((items) => items.length > 0) ?? last?.outputs[0] ?? []
}
