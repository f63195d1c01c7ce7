import type { Databases } from '#db'
import { type ExportHead, writeExport } from './chain/export-file.ts'
import { listCheckpoints } from './checkpoint/checkpoint.store.ts'
import type { CheckpointKeeper } from './checkpoint/keep-checkpoints.ts'
import type { Notary } from './checkpoint/notary.ts'
import { csvHead, csvOf } from './csv.ts'
import { type LineFilter, listLineRows, readChain } from './line.store.ts'

type Deps = { readonly db: Databases; readonly notary: Notary; readonly keeper: CheckpointKeeper }
type About = { readonly chain: string; readonly workspace: string | null; readonly now: Date }

/**
 * A whole chain with what proves it. Its head is signed first, so that the signature covers every line of the file;
 * a chain that is not fit to be signed is exported all the same, and shows why.
 */
export async function exportJson({ db, notary, keeper }: Deps, { chain, workspace, now }: About): Promise<AsyncIterable<string>> {
  const pool = db.pool('audit')
  const { checkpoint } = await keeper.sign(chain, now)
  const upTo = checkpoint?.seq
  const checkpoints = (await listCheckpoints(pool, chain)).filter(({ seq }) => upTo === undefined || seq <= upTo)
  const head: ExportHead = {
    format: 'steward audit export',
    version: 1,
    chain,
    workspace,
    exportedAt: now.toISOString(),
    publicKey: notary.publicKey,
  }
  return writeExport(head, checkpoints.reverse(), readChain(pool, chain, upTo === undefined ? {} : { upTo }))
}

const csvBatch = 1000

/** The lines that match, newest first, for a spreadsheet. Names of people are looked up by the caller. */
export async function* exportCsv(
  db: Databases,
  filter: Omit<LineFilter, 'limit' | 'before'>,
  namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): AsyncGenerator<string> {
  yield csvHead
  let before: number | undefined
  for (;;) {
    const rows = await listLineRows(db.pool('audit'), { ...filter, before, limit: csvBatch })
    if (rows.length > 0) yield csvOf(rows, await namesOf(rows.flatMap((row) => row.user_id ?? [])))
    if (rows.length < csvBatch) return
    before = Number(rows.at(-1)?.seq)
  }
}
