import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { GroupCommit } from '#engine/host'
import type { Nonce } from '#engine/webhook'
import { forgetNonce, forgetOldNonces, type NonceClaim, takeNonces } from './nonce.store.ts'

const forgetEveryMs = 60_000
const batchMax = 1_000

/** Remembers signed calls, so that each is taken once, by whichever process. */
export class NonceBook {
  private readonly databases: Databases
  private readonly group: GroupCommit<NonceClaim>
  private readonly timer: NodeJS.Timeout

  constructor(databases: Databases, log: Logger) {
    this.databases = databases
    const write = async (claims: readonly NonceClaim[]) => {
      const taken = await takeNonces(this.pool, claims)
      return claims.map(({ callId }) => taken.has(callId))
    }
    this.group = new GroupCommit(write, {
      inFlightMax: 2,
      batchMax,
      isDataError: (error) => /^2[123]/.test((error as { code?: string }).code ?? ''),
      retryMs: (tries) => Math.min(2_000, 20 * 2 ** tries),
      onTrouble: (error) => log.warn({ err: error }, 'Marks of signed calls could not be stored; it is tried again.'),
    })
    this.timer = setInterval(() => void this.forget().catch(() => {}), forgetEveryMs).unref()
  }

  /** Takes the nonce of a call of an endpoint; undefined when a call had it before. */
  async take(endpoint: string, { text, windowMs }: Nonce): Promise<NonceClaim | undefined> {
    const nonce = createHash('sha256').update(`${endpoint}\n${text}`).digest('base64url')
    const claim = { nonce, callId: newId(), windowMs }
    const [taken] = await this.group.add([claim])
    return taken === true ? claim : undefined
  }

  /** The call was not stored after all, so it may come again. */
  async giveBack(claim: NonceClaim): Promise<void> {
    // Where this fails too it is refused until its time is over.
    await forgetNonce(this.pool, claim).catch(() => {})
  }

  close(): void {
    clearInterval(this.timer)
  }

  private get pool() {
    return this.databases.pool('execution')
  }

  private async forget(): Promise<void> {
    while ((await forgetOldNonces(this.pool, batchMax)) === batchMax);
  }
}
