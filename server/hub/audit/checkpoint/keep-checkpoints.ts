import type { Logger } from 'pino'
import type { Databases } from '#db'
import { type Head, noHead } from '../chain/chain-line.ts'
import { type Checkpoint, signCheckpoint } from '../chain/checkpoint.ts'
import { ChainVerifier, type Finding } from '../chain/verify-chain.ts'
import { findHead, readChain } from '../line.store.ts'
import { appendCheckpoints, readNewestCheckpoints } from './anchor-file.ts'
import { findDueChains, findNewestCheckpoint, insertCheckpoint, listCheckpointsSince } from './checkpoint.store.ts'
import type { Notary } from './notary.ts'

const everyMs = 60_000
/** A checkpoint is due after so many lines, or when a line has waited that long for one. */
const dueLines = 1000
const dueMs = 3_600_000
const dayMs = 86_400_000

type Deps = { readonly db: Databases; readonly notary: Notary; readonly log: Logger; readonly clock: () => Date }

/** What came of signing a chain: nothing where it has no line, a finding where it is not fit to be signed. */
export type Signing = { readonly checkpoint?: Checkpoint; readonly isNew: boolean; readonly broken?: Finding }

/** Signs the heads of chains, when they are due and when somebody asks. */
export class CheckpointKeeper {
  private readonly deps: Deps
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()

  constructor(deps: Deps) {
    this.deps = deps
  }

  start(): void {
    this.work(() => this.catchUp())
    const sign = () => this.work(() => this.signDue(this.deps.clock()))
    sign()
    this.timer = setInterval(sign, everyMs).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.working
  }

  /** Signs what is due at that time. One that cannot be signed keeps no other from it. */
  async signDue(now: Date): Promise<void> {
    const { db, log } = this.deps
    const chains = await findDueChains(db.pool('audit'), { lines: dueLines, since: new Date(now.getTime() - dueMs) })
    for (const chain of chains) {
      const { broken } = await this.sign(chain, now)
      if (broken !== undefined) log.error({ chain, ...broken }, 'the audit log is broken and was not signed')
    }
  }

  /**
   * Signs the newest line of a chain, or gives the signature that it has. What came since the last checkpoint is
   * verified first: a signature on a broken chain would be a false witness.
   */
  async sign(chain: string, now: Date): Promise<Signing> {
    const { db, notary } = this.deps
    const pool = db.pool('audit')
    const head = await findHead(pool, chain)
    if (head === undefined) return { isNew: false }
    const last = await this.findLast(chain)
    const from = last === undefined ? noHead : { seq: last.seq, hash: last.hash }
    if (from.seq === head.seq && from.hash === head.hash && last?.keyId === notary.keyId)
      return { checkpoint: last, isNew: false }
    const broken = contradiction(head, from) ?? (await this.findBreak(chain, { from, upTo: head.seq }))
    if (broken !== null) return { isNew: false, broken }

    const { seq, hash } = head
    const checkpoint = signCheckpoint(notary.signingKey, { chain, seq, lines: seq, hash, at: now.toISOString() })
    const isNew = await db.transaction('audit', (tx) => insertCheckpoint(tx, checkpoint))
    if (isNew) await appendCheckpoints(notary.anchorFile, [checkpoint])
    return { checkpoint, isNew }
  }

  /** Also by the file, so that nobody gets a shortened chain signed by removing its checkpoints from the database. */
  private async findLast(chain: string): Promise<Checkpoint | undefined> {
    const { db, notary } = this.deps
    const anchored = (await readNewestCheckpoints(notary.anchorFile)).filter((one) => one.chain === chain)
    const stored = await findNewestCheckpoint(db.pool('audit'), chain)
    return [...anchored, ...(stored === undefined ? [] : [stored])].reduce<Checkpoint | undefined>(
      (last, one) => (last === undefined || one.seq >= last.seq ? one : last),
      undefined,
    )
  }

  private async findBreak(chain: string, range: { from: Head; upTo: number }): Promise<Finding | null> {
    const { from, upTo } = range
    const verifier = new ChainVerifier(chain, { checkpoints: [], keys: new Map(), from })
    for await (const lines of readChain(this.deps.db.pool('audit'), chain, { after: from.seq, upTo }))
      for (const line of lines) verifier.add(line)
    const { integrity, continuity } = verifier.finish()
    return continuity.broken ?? integrity.broken
  }

  /** A process that was killed after the commit has not written to the file; the next start does. */
  private async catchUp(): Promise<void> {
    const { db, notary } = this.deps
    const written = await readNewestCheckpoints(notary.anchorFile)
    const newestMs = Math.max(0, ...written.map((one) => Date.parse(one.at)))
    const known = new Set(written.map((one) => one.signature))
    const stored = await listCheckpointsSince(db.pool('audit'), new Date(Math.max(0, newestMs - dayMs)))
    await appendCheckpoints(
      notary.anchorFile,
      stored.filter((one) => !known.has(one.signature)),
    )
  }

  private work(task: () => Promise<void>): void {
    this.working = this.working.then(task).catch((error: unknown) => {
      this.deps.log.warn({ err: error }, 'the audit log was not signed and will be later')
    })
  }
}

/** A head that cannot follow from what was signed last. */
function contradiction(head: Head, signed: Head): Finding | undefined {
  if (head.seq < signed.seq) return { seq: head.seq + 1, id: null, reason: `it is missing, but line ${signed.seq} was signed` }
  if (head.seq > signed.seq || head.hash === signed.hash) return undefined
  return { seq: head.seq, id: null, reason: 'another line than this one was signed' }
}
