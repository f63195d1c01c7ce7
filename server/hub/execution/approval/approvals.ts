import type { Logger } from 'pino'
import { approvalDecided, pendingAmong, watchApprovals, withdrawOfExecution } from '#hub/effect'
import { subscription, type Subscription } from '#db'
import { claimWaiting } from '../claim.store.ts'
import type { Executions } from '../executions.ts'
import { takeOver } from '../take-over.ts'
import { listAsking } from './asking.store.ts'

type Parts = Pick<Executions, 'db' | 'pool' | 'host' | 'worker' | 'storeEntries'> & Parameters<typeof takeOver>[0]

const sweepEveryMs = 30_000
const pageSize = 500
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Lets executions go on whose approvals are decided. Every process that walks executions hears of a decision at once;
 * the outbox tells one of them for certain; whoever stores that an execution waits looks whether it was decided before;
 * and now and then everything that waits is looked through, for what was lost all the same.
 */
export class Approvals {
  private readonly parts: Parts
  private readonly log: Logger
  private timer: NodeJS.Timeout | undefined
  private sweeping: Promise<void> | undefined
  private stopHearing: (() => Promise<void>) | undefined

  constructor(parts: Parts, log: Logger) {
    this.parts = parts
    this.log = log
  }

  async start(): Promise<void> {
    if (!this.parts.worker.walks) return
    this.stopHearing = await watchApprovals(this.parts.db, ({ executionId, approvalId, state }) => {
      if (executionId !== null && state !== 'pending') this.begin(executionId, () => this.decided(executionId, approvalId))
    })
    this.timer = setInterval(() => void this.sweep(), sweepEveryMs).unref()
    void this.sweep()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.stopHearing?.()
    await this.sweeping
  }

  /** An execution waits for this approval, and that is stored: it may have been decided before. */
  awaited(executionId: string, approvalId: string): void {
    this.begin(executionId, async () => {
      const pending = await pendingAmong(this.parts.db, [approvalId])
      if (!pending.has(approvalId)) await this.decided(executionId, approvalId)
    })
  }

  /** An execution is over: nobody is asked about it any more. */
  abandoned(workspaceId: string, executionId: string): void {
    this.begin(executionId, () =>
      withdrawOfExecution(this.parts.db, { workspaceId, executionId, now: new Date(this.parts.worker.nowMs()) }),
    )
  }

  /** Lets the execution go on if it waits for this approval, here or nowhere; whoever else walks it hears by itself. */
  async decided(executionId: string, approvalId: string): Promise<void> {
    const { host, worker, storeEntries } = this.parts
    if (host.decided(executionId, approvalId)) return
    const claimed = await worker.claim((client, workerId) => claimWaiting(client, workerId, executionId, { approvalId }))
    if (claimed === undefined) return
    // One whose place under its limit is taken goes through the queue.
    await takeOver(this.parts, claimed.mustQueue === true ? await storeEntries(claimed, []) : claimed)
  }

  /** Looks through everything that waits. Resolves when it has. */
  sweep(): Promise<void> {
    this.sweeping ??= this.look()
      .catch((error: unknown) =>
        this.log.warn({ err: error }, 'What waits for approvals could not be looked through; it is tried again.'),
      )
      .finally(() => (this.sweeping = undefined))
    return this.sweeping
  }

  private async look(): Promise<void> {
    const { pool, host } = this.parts
    await this.goOn(host.awaited())
    for (let after = nobody; ;) {
      const page = await listAsking(pool, after, pageSize)
      await this.goOn(page.flatMap(({ id, approvalIds }) => approvalIds.map((approvalId) => ({ executionId: id, approvalId }))))
      const last = page.at(-1)
      if (last === undefined || page.length < pageSize) return
      after = last.id
    }
  }

  private async goOn(awaited: readonly { readonly executionId: string; readonly approvalId: string }[]): Promise<void> {
    const ids = awaited.map(({ approvalId }) => approvalId)
    const pending = await pendingAmong(this.parts.db, ids)
    for (const { executionId, approvalId } of awaited) if (!pending.has(approvalId)) await this.decided(executionId, approvalId)
  }

  /** What fails is found by the next sweep. */
  private begin(executionId: string, work: () => Promise<void>): void {
    work().catch((error: unknown) =>
      this.log.warn({ err: error, executionId }, 'An execution could not be told of its approval yet; it is tried again.'),
    )
  }
}

/** What is decided lets executions go on, also where every process that was told of it has died. */
export function decidedSubscription(executions: Executions): Subscription {
  return subscription<unknown>({
    consumer: 'execution.approvals',
    types: [approvalDecided],
    handle: async (_, { payload: { executionId, approvalId } }) => {
      if (typeof executionId === 'string' && typeof approvalId === 'string')
        await executions.approvals.decided(executionId, approvalId)
    },
  })
}
