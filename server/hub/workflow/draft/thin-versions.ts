import type { Databases } from '#db'
import type { Replays } from '../publication/rehearse.ts'
import { deleteAutosaved, listThinnable } from './caretaker.store.ts'

/** So long everything that was autosaved is kept. */
const keptMs = 30 * 24 * 3_600_000
const pageSize = 100

/** Deletes autosaved versions that are old and of no use: never published, not the newest, and no execution was of them. */
export async function thinVersions(db: Databases, replays: Replays, now: Date): Promise<void> {
  const madeBefore = new Date(now.getTime() - keptMs)
  let after: string | undefined
  do {
    const rows = await listThinnable(db, { madeBefore, after, limit: pageSize })
    for (const { workflowId, numbers } of rows) {
      const used = await replays.usedVersions({ workflowId, versions: numbers })
      const unused = numbers.filter((number) => !used.has(number))
      if (unused.length > 0) await deleteAutosaved(db, { workflowId, numbers: unused })
    }
    after = rows.length < pageSize ? undefined : rows.at(-1)?.workflowId
  } while (after !== undefined)
}
