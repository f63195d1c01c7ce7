import type pg from 'pg'
import { type Ended, type JournalEntry, restore } from '#engine/host'
import { readJournals } from '../claim.store.ts'
import { readTriggers } from './follow.store.ts'
import type { LoadVersion } from '../take-over.ts'

type Sources = {
  readonly pool: pg.Pool
  readonly load: LoadVersion
}

/** An execution that is over. */
export type OverRow = {
  readonly id: string
  readonly status: 'completed' | 'failed' | 'cancelled'
  readonly workflow_id: string
  readonly workflow_version: number
  readonly error: string | null
}

/** How executions ended, by id; those that completed with the items of their last node. */
export async function readEnds({ pool, load }: Sources, rows: readonly OverRow[]): Promise<Map<string, Ended>> {
  const ends = new Map<string, Ended>(rows.map(({ id, status, error }) => [id, { status, items: [], error }]))
  const completed = rows.filter((row) => row.status === 'completed')
  if (completed.length === 0) return ends
  const ids = completed.map((row) => row.id)
  const [triggers, journals] = await Promise.all([readTriggers(pool, ids), readJournals(pool, ids)])
  for (const row of completed) {
    const trigger = triggers.get(row.id)
    const loaded = trigger && (await load(row.workflow_id, row.workflow_version, trigger))
    if (trigger === undefined || loaded === undefined) continue
    const entries: JournalEntry[] = (journals.get(row.id) ?? []).flatMap((segment) => segment.entries)
    ends.set(
      row.id,
      endedAfter(() => restore(loaded.plan, trigger, entries).state.records),
    )
  }
  return ends
}

/** What cannot be read now never can, so whoever waits is told instead of waiting for ever. */
function endedAfter(records: () => ReturnType<typeof restore>['state']['records']): Ended {
  try {
    const last = records().at(-1)
    const items = last?.outputs.find((output) => output.length > 0) ?? last?.outputs[0] ?? []
    return { status: 'completed', items, error: null }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { status: 'failed', items: [], error: `The execution has ended, but what it did cannot be read: ${reason}` }
  }
}
