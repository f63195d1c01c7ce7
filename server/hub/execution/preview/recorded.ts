import type { Items, NodeRecord, Plan } from '#engine/core'
import { restore } from '#engine/host'
import { readJournals } from '../claim.store.ts'
import { type ExecutionRow, isOver, readTrigger } from '../execution.store.ts'
import type { Reading } from '../read-execution.ts'

/** What the nodes of an execution have done so far. */
export type Recorded = {
  readonly plan: Plan
  /** By node of the plan. */
  readonly runs: readonly (readonly NodeRecord[])[]
}

/** So many executions are kept, and so many of their items, because people look at the same one for minutes. */
const keptMax = 12
const keptItems = 200_000

/** Rebuilding an execution takes as long as its journal is large; while somebody types it is asked for with every key. */
export class RecordedExecutions {
  private readonly kept = new Map<string, Promise<Recorded | undefined>>()

  /** Of an execution that has been found in the workspace of who asks; undefined where its document is gone. */
  of(reading: Reading, row: ExecutionRow): Promise<Recorded | undefined> {
    const live = reading.host.peek(row.id)?.live
    if (live !== undefined) return Promise.resolve({ plan: live.plan, runs: live.state.runs })
    // What goes on elsewhere grows; what is over stays as it is.
    if (!isOver(row)) return read(reading, row)
    const known = this.kept.get(row.id)
    if (known !== undefined) {
      this.kept.delete(row.id)
      this.kept.set(row.id, known)
      return known
    }
    const asked = read(reading, row)
    this.kept.set(row.id, asked)
    asked.then(
      (recorded) => this.trim(row.id, recorded),
      () => this.kept.delete(row.id),
    )
    return asked
  }

  private trim(id: string, recorded: Recorded | undefined): void {
    if (recorded === undefined || sizeOf(recorded) > keptItems) this.kept.delete(id)
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= keptMax) return
      this.kept.delete(oldest)
    }
  }
}

async function read({ pool, load }: Reading, row: ExecutionRow): Promise<Recorded | undefined> {
  const [trigger, journals] = await Promise.all([readTrigger(pool, row.id), readJournals(pool, [row.id])])
  const loaded = trigger === undefined ? undefined : await load(row.workflow_id, row.workflow_version, trigger)
  if (trigger === undefined || loaded === undefined) return undefined
  const { state } = restore(
    loaded.plan,
    trigger,
    (journals.get(row.id) ?? []).flatMap(({ entries }) => entries),
  )
  return { plan: loaded.plan, runs: state.runs }
}

function sizeOf({ runs }: Recorded): number {
  const count = (lists: readonly Items[]) => lists.reduce((sum, items) => sum + items.length, 0)
  return runs.flat().reduce((sum, record) => sum + count(record.outputs), 0)
}
