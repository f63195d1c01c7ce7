import type { AccessTables } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import { isAloneSweeping, unusedFiles } from './claim.store.ts'

/** A file is stored a moment before the row that refers to it: that of a query that takes its whole time, too. */
const fileGraceMs = 6 * 3_600_000

/** Removes files that no result refers to any more; resolves to how many. Of several processes one does it. */
export async function sweepResults(
  { databases, files }: Pick<AccessContext, 'databases' | 'files'>,
  graceMs = fileGraceMs,
): Promise<number> {
  return await databases.transaction<AccessTables, number>('access', async (tx) =>
    (await isAloneSweeping(tx)) ? await files.sweep(graceMs, (ids) => unusedFiles(databases, ids)) : 0,
  )
}
