import type { Logger } from 'pino'
import { record } from '#hub/audit'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import { expireGrants } from '../grant/grant.store.ts'
import { settleByGate } from '../query/ask-gate.ts'
import { moveQuery } from '../query/move-query.ts'
import { type AccessTx, findUnasked, unclaimed } from '../query/query.store.ts'
import { forgetOldResults, lockAbandoned, lockOverdue } from './claim.store.ts'
import { endExecution } from './settle-execution.ts'
import { sweepResults } from './sweep-results.ts'

const everyMs = 2_000
const sweepEveryMs = 3_600_000
/** A query that was submitted is asked about by the request itself; after so long that request is dead. */
const unaskedMs = 15_000
const triesMax = 3

const lost = 'The process that executed it ended, and ended too often.'
const doubt =
  'The process that executed it ended before it heard from the database: the change may have happened, or not. Look at the database.'

/** Puts right what processes have left behind, and ends what has had its time. Any number may run. */
export class AccessCaretaker {
  private readonly context: AccessContext
  private readonly log: Logger
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()
  private isStopped = false
  private sweptMs = performance.now()

  constructor({ context, log }: { readonly context: AccessContext; readonly log: Logger }) {
    this.context = context
    this.log = log
  }

  start(): void {
    this.arm()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    await this.working
  }

  private arm(): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => {
      this.working = this.round()
        .catch((error: unknown) => this.log.warn({ err: error }, 'Queries could not be looked after; it is tried again.'))
        .finally(() => this.arm())
    }, everyMs).unref()
  }

  async round(): Promise<void> {
    const { databases } = this.context
    const now = this.context.clock()
    const within = <R>(work: (tx: AccessTx) => Promise<R>) => databases.transaction<AccessTables, R>('access', work)
    await within((tx) => settleAbandoned(tx, now))
    await within((tx) => expireOverdue(tx, now))
    await within((tx) => endGrants(tx, now))
    while ((await within((tx) => forgetResults(tx, now))) > 0);
    await this.askAboutForgotten(now)
    if (performance.now() - this.sweptMs < sweepEveryMs) return
    this.sweptMs = performance.now()
    await sweepResults(this.context)
  }

  /** One that cannot be asked about is tried again with the next round, and holds up no other. */
  private async askAboutForgotten(now: Date): Promise<void> {
    for (const place of await findUnasked(this.context.databases, new Date(now.getTime() - unaskedMs)))
      await settleByGate(this.context, place, now).catch((error: unknown) =>
        this.log.warn({ err: error, query: place.uuid }, 'A query could not be asked about; it is tried again.'),
      )
  }
}

const bySteward = ({ workspace_id: workspaceId }: Pick<QueryRow, 'workspace_id'>, now: Date) => ({
  actorId: null,
  workspaceId,
  now,
})

/** A read is begun again; a change is not, and what became of it nobody knows. */
async function settleAbandoned(tx: AccessTx, now: Date): Promise<void> {
  for (const row of await lockAbandoned(tx)) {
    if (row.class !== 'read') {
      const change = { status: 'failed', is_in_doubt: true, execution_error: doubt } as const
      await endExecution(tx, row, { outcome: 'in_doubt', change, response: null }, now)
    } else if (row.cancel_wanted_at !== null) {
      await endExecution(tx, row, { outcome: 'cut_off', change: { status: 'cancelled' }, response: null }, now)
    } else if (row.tries >= triesMax) {
      await endExecution(tx, row, { outcome: 'failed', change: { status: 'failed', execution_error: lost }, response: null }, now)
    } else {
      const change = { status: 'approved', ...unclaimed } as const
      await moveQuery(tx, bySteward(row, now), row, { change, act: 'taken_over' })
    }
  }
}

async function expireOverdue(tx: AccessTx, now: Date): Promise<void> {
  for (const row of await lockOverdue(tx)) {
    const rejection_reason = 'It was approved and could not begin in time.'
    const change = { status: 'expired', rejection_reason, ...unclaimed } as const
    await moveQuery(tx, bySteward(row, now), row, { change, act: 'expired' })
  }
}

async function endGrants(tx: AccessTx, now: Date): Promise<void> {
  for (const { id, workspaceId } of await expireGrants(tx, now))
    await record(
      tx,
      { actorId: null, workspaceId, now },
      { action: 'access_grant.expired', resourceType: 'access_grant', resourceId: id },
    )
}

async function forgetResults(tx: AccessTx, now: Date): Promise<number> {
  const gone = await forgetOldResults(tx)
  for (const { uuid, workspace_id: workspaceId } of gone)
    await record(
      tx,
      { actorId: null, workspaceId, now },
      { action: 'query.result_deleted', resourceType: 'query', resourceId: uuid },
    )
  return gone.length
}
