import type { KeyObject } from 'node:crypto'
import type { ChainLine } from './chain-line.ts'
import type { Checkpoint } from './checkpoint.ts'
import { ExportFault, type ExportHead, readExport } from './export-file.ts'
import { ChainVerifier, type ChainVerdict } from './verify-chain.ts'

export type ExportVerdict = { readonly head: ExportHead; readonly verdict: ChainVerdict; readonly keyIds: readonly string[] }

type Evidence = {
  readonly keys: ReadonlyMap<string, KeyObject>
  /** Kept elsewhere than the export. */
  readonly checkpoints: readonly Checkpoint[]
  /** Is shown every line, for what else the log proves. Trust it once the verdict is that the log holds. */
  readonly see?: (line: ChainLine) => void
}

/** Verifies an export without a database. A file that is no export throws an `ExportFault`; one that breaks off fails continuity. */
export async function verifyExport(path: string, { keys, checkpoints, see }: Evidence): Promise<ExportVerdict> {
  const { head, checkpoints: enclosed, lines } = await readExport(path)
  const all = [...enclosed, ...checkpoints]
  const verifier = new ChainVerifier(head.chain, { checkpoints: all, keys })
  let cut: string | undefined
  try {
    for await (const line of lines) {
      verifier.add(line)
      see?.(line)
    }
  } catch (error) {
    if (!(error instanceof ExportFault)) throw error
    cut = error.message
  }
  const found = verifier.finish()
  const broken = cut === undefined ? null : { seq: found.lastSeq + 1, id: null, reason: `the file is broken there: ${cut}` }
  const verdict =
    broken === null ? found : { ...found, holds: false, continuity: { holds: false, broken: found.continuity.broken ?? broken } }
  const keyIds = [...new Set(all.filter(({ chain }) => chain === head.chain).map(({ keyId }) => keyId))]
  return { head, verdict, keyIds }
}
