import type { Logger } from 'pino'
import { newId } from '#base/id'
import { withdrawOfSubject } from '#hub/effect'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import { cancelChannel, readyChannel } from '../feed.store.ts'
import { findInstanceRow, type InstanceRow } from '../instance/instance.store.ts'
import { mayStillSubmit } from '../instance/may-still-submit.ts'
import { hashOf } from '../query/action-of.ts'
import { askAbout, moveOf, type Verdict } from '../query/ask-gate.ts'
import { moveQuery } from '../query/move-query.ts'
import { lockQuery, unclaimed } from '../query/query.store.ts'
import { carryOut } from './carry-out.ts'
import { claimNext, nextDueMs } from './claim.store.ts'
import { Pulse } from './pulse.ts'
import { type Ending, putBack, settle } from './settle-execution.ts'

const lookEveryMs = 1_000
const usualLeaseMs = 20_000
const usualAtOnce = 4

export type RunnerOptions = {
  readonly context: AccessContext
  readonly log: Logger
  /** How long a silent process is waited for; others wait as long before they say what became of its queries. */
  readonly leaseMs?: number
  readonly atOnce?: number
}

type Running = { readonly abort: AbortController; readonly done: Promise<void> }

/**
 * Executes approved queries. Any number of processes may: each query is claimed by one of them, which asks the gate once
 * more, says that it begins, and only then does anything. A change that was begun is never begun again.
 */
export class QueryRunner {
  readonly workerId = newId()
  private readonly running = new Map<string, Running>()
  private readonly context: AccessContext
  private readonly log: Logger
  readonly leaseMs: number
  private readonly atOnce: number
  private hearing: (() => Promise<void>)[] = []
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  private isStopped = false

  constructor({ context, log, leaseMs = usualLeaseMs, atOnce = usualAtOnce }: RunnerOptions) {
    this.context = context
    this.log = log
    this.leaseMs = leaseMs
    this.atOnce = atOnce
  }

  async start(): Promise<void> {
    const { databases } = this.context
    this.hearing = await Promise.all([
      databases.listen('access', readyChannel, () => this.wake()),
      databases.listen('access', cancelChannel, (uuid) => this.running.get(uuid)?.abort.abort('cancelled')),
    ])
    this.wake()
  }

  /** Begins nothing more, and lets what is executed finish for so long; what does not is cancelled at its database. */
  async stop(graceMs = 5_000): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    await Promise.all(this.hearing.map((stop) => stop()))
    await this.looking
    const all = Promise.all([...this.running.values()].map(({ done }) => done))
    const late = setTimeout(() => {
      for (const { abort } of this.running.values()) abort.abort('stopped')
    }, graceMs)
    await all
    clearTimeout(late)
  }

  /** Looks for something to do, now. Several calls while it looks make it look once more. */
  wake(): void {
    if (this.isStopped) return
    clearTimeout(this.timer)
    if (this.looking !== undefined) {
      this.timer = setTimeout(() => this.wake(), 10)
      return
    }
    this.looking = this.look()
      .catch((error: unknown) => {
        this.log.warn({ err: error }, 'Queries to execute could not be looked for; it is tried again.')
        return lookEveryMs
      })
      .then((pauseMs) => {
        this.looking = undefined
        if (!this.isStopped) this.timer = setTimeout(() => this.wake(), pauseMs)
      })
  }

  /** Resolves to when to look again, in milliseconds. */
  private async look(): Promise<number> {
    const { databases } = this.context
    while (this.running.size < this.atOnce && !this.isStopped) {
      const row = await claimNext(databases, this)
      if (row === undefined) break
      this.begin(row)
    }
    // Whoever is done looks at once; until then there is nothing to look for.
    if (this.running.size >= this.atOnce) return lookEveryMs
    const dueMs = await nextDueMs(databases)
    return dueMs === null ? lookEveryMs : Math.min(lookEveryMs, Math.max(20, dueMs))
  }

  private begin(row: QueryRow): void {
    const abort = new AbortController()
    const done = this.executeOne(row, abort)
      .catch((error: unknown) => this.log.error({ err: error, query: row.uuid }, 'a query could not be executed'))
      .finally(() => {
        this.running.delete(row.uuid)
        this.wake()
      })
    this.running.set(row.uuid, { abort, done })
  }

  private async executeOne(row: QueryRow, abort: AbortController): Promise<void> {
    const begun = await beginQuery(this.context, row, this)
    if (begun === undefined) return
    const { context, log } = this
    const pulse = new Pulse({ context, log, row: begun.row, worker: this, abort })
    const ensureHeld = () => pulse.ensureHeld()
    try {
      // Asking the gate may have taken as long as the claim lasts; what is not held any more is not begun.
      await ensureHeld().catch(() => undefined)
      const work = { ...begun, signal: abort.signal, ensureHeld }
      const ending = await carryOut(context, work).catch((error: unknown) => this.broken(row, error))
      const isLeft = abort.signal.reason === 'stopped' && begun.row.class === 'read' && ending.outcome !== 'completed'
      if (isLeft) await putBack(this.context, begun.row, { workerId: this.workerId, now: this.context.clock() })
      else await this.settleSurely(begun.row, ending)
    } finally {
      pulse.stop()
    }
  }

  private broken(row: QueryRow, error: unknown): Ending {
    this.log.error({ err: error, query: row.uuid }, 'a query broke off')
    const execution_error = 'It broke off for a reason that is in the log of the installation.'
    // What a change has done by then nobody knows.
    return row.class === 'read'
      ? { outcome: 'failed', change: { status: 'failed', execution_error }, response: null }
      : { outcome: 'in_doubt', change: { status: 'failed', is_in_doubt: true, execution_error }, response: null }
  }

  /** Something has happened at the database by now, so its end is written down even if that takes several tries. */
  private async settleSurely(row: QueryRow, ending: Ending): Promise<void> {
    const { workerId } = this
    for (let left = 5; ; left--) {
      try {
        await settle(this.context, row, { workerId, ending, now: this.context.clock() })
        return
      } catch (error) {
        if (left === 0 || this.isStopped) throw error
        this.log.warn({ err: error, query: row.uuid }, 'The end of a query could not be written down; it is tried again.')
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }
}

type Begun = { readonly row: QueryRow; readonly instance: InstanceRow }
type Worker = { readonly workerId: string; readonly leaseMs: number }

/**
 * Asks the gate about exactly what is about to be done and, if it may be, says that it begins. Undefined: it may not, or
 * somebody has changed or cancelled it meanwhile.
 */
async function beginQuery(context: AccessContext, claimed: QueryRow, worker: Worker): Promise<Begun | undefined> {
  const { workspace_id: workspaceId } = claimed
  const now = context.clock()
  const instance = await findInstanceRow(context.databases, { workspaceId, id: claimed.instance_id })
  if (instance === undefined) {
    const gone = { status: 'failed', execution_error: 'The instance was deleted.', ...unclaimed } as const
    await moveClaimed(context, claimed, { workerId: worker.workerId, move: { change: gone, act: 'failed' } })
    return undefined
  }
  if (!(await mayStillSubmit(context.databases, claimed, instance, now))) {
    await takeAway(context, claimed, worker.workerId)
    return undefined
  }
  const asked = { ...claimed, hash: hashOf(claimed, instance) }
  const verdict = await askAbout(context, asked, instance, now)
  const move = verdict.kind === 'allow' ? beginning(asked, verdict, now) : await moveOf(context, asked, verdict, now)
  const row = await moveClaimed(context, asked, {
    workerId: worker.workerId,
    move: { ...move, change: { ...move.change, hash: asked.hash } },
  })
  return row === undefined || verdict.kind !== 'allow' ? undefined : { row, instance }
}

/** Whoever loses the right to query before it happens has nothing executed by what they were allowed before. */
async function takeAway(context: AccessContext, claimed: QueryRow, workerId: string): Promise<void> {
  const { workspace_id: workspaceId, uuid: id } = claimed
  const execution_error = 'Who submitted it may not query this database any more.'
  const move = { change: { status: 'cancelled', execution_error, ...unclaimed }, act: 'cancelled' } as const
  const row = await moveClaimed(context, claimed, { workerId, move, actorId: null })
  const by = { actorId: null, now: context.clock() }
  if (row !== undefined) await withdrawOfSubject(context.databases, { workspaceId, kind: 'query', id, ...by })
}

type Move = Parameters<typeof moveQuery>[3]

function beginning(row: QueryRow, { policies, approvalId, grantId }: Extract<Verdict, { kind: 'allow' }>, now: Date): Move {
  return {
    act: 'started',
    change: {
      status: 'executing',
      policies: JSON.stringify(policies),
      approval_id: approvalId,
      grant_id: grantId,
      execution_started_at: now,
      tries: row.tries + 1,
    },
  }
}

async function moveClaimed(
  { databases, clock }: AccessContext,
  claimed: QueryRow,
  { workerId, move, ...more }: { readonly workerId: string; readonly move: Move; readonly actorId?: null },
): Promise<QueryRow | undefined> {
  const { workspace_id: workspaceId, uuid } = claimed
  return await databases.transaction<AccessTables, QueryRow | undefined>('access', async (tx) => {
    const row = await lockQuery(tx, { workspaceId, uuid })
    const isOurs = row?.status === 'approved' && row.worker_id === workerId && row.version === claimed.version
    if (row === undefined || !isOurs) return undefined
    const by = { actorId: row.user_id, workspaceId, now: clock(), means: 'system' as const, ...more }
    await moveQuery(tx, by, row, move)
    return await lockQuery(tx, { workspaceId, uuid })
  })
}
