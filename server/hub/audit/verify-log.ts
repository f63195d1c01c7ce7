import type { Databases } from '#db'
import type { Checkpoint } from './chain/checkpoint.ts'
import { ChainVerifier, type ChainVerdict } from './chain/verify-chain.ts'
import { readCheckpoints } from './checkpoint/anchor-file.ts'
import { findChains, listCheckpoints } from './checkpoint/checkpoint.store.ts'
import type { Notary } from './checkpoint/notary.ts'
import { readChain } from './line.store.ts'

type Deps = {
  readonly db: Databases
  readonly notary: Pick<Notary, 'trusted' | 'anchorFile'>
  /** Copies of checkpoints that were kept elsewhere. */
  readonly copies?: readonly Checkpoint[]
}

/** Walks a stored chain and compares it with every checkpoint of it, in the database and in the file beside it. */
export async function verifyLog({ db, notary, copies = [] }: Deps, chain: string): Promise<ChainVerdict> {
  const pool = db.pool('audit')
  // Before the lines: a chain that grows meanwhile is longer than what was signed, never shorter.
  const checkpoints = [...(await listCheckpoints(pool, chain)), ...(await readCheckpoints(notary.anchorFile, chain)), ...copies]
  const verifier = new ChainVerifier(chain, { checkpoints, keys: notary.trusted })
  for await (const lines of readChain(pool, chain)) for (const line of lines) verifier.add(line)
  return verifier.finish()
}

/** Every chain that there is, or that was signed and should be. */
export async function listChains({ db, notary, copies = [] }: Deps): Promise<string[]> {
  const checkpoints = [...(await readCheckpoints(notary.anchorFile)), ...copies]
  return [...new Set([...(await findChains(db.pool('audit'))), ...checkpoints.map(({ chain }) => chain)])].sort()
}
