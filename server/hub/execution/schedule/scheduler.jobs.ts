import type pg from 'pg'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Started } from '#engine/host'
import { nextTick, type Rhythm, ticksBetween } from './tick.ts'
import { findStarted, lastTicks, logTicks } from './trigger-log.store.ts'

export type Schedule = Rhythm & {
  /** Of this rule of the node; a node may hold several. */
  readonly triggerId: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly version: number
  readonly nodeId: string
  readonly nodeName: string
  /** Ticks before it are nobody's. */
  readonly since: Date
}

/** A tick to start an execution for; the key makes sure that it happens once, whichever process is faster. */
export type Fire = {
  readonly schedule: Schedule
  readonly due: Date
  readonly next: Date | undefined
  readonly startKey: string
}

type Options = {
  readonly pool: pg.Pool
  readonly log: Logger
  readonly load: () => Promise<readonly Schedule[]>
  readonly fire: (fire: Fire) => Promise<Started>
}

/** Timers of JavaScript end at 24.8 days, and clocks are set; so time is looked at anew at least this often. */
const longestSleepMs = 30_000

/**
 * Fires schedules. Every process may run one: a tick is started under a key
 * that the database takes once. Ticks that were due while no process was there
 * are written down as missed, and the last of them is made up for.
 */
export class Scheduler {
  private schedules: readonly Schedule[] = []
  /** The last tick by trigger, fired by whichever process. */
  private readonly last = new Map<string, Date>()
  private timer: NodeJS.Timeout | undefined
  private turning: Promise<void> | undefined
  private asked = 0
  private shown = 0
  private stopped = false
  private readonly options: Options

  constructor(options: Options) {
    this.options = options
  }

  async start(): Promise<void> {
    await this.reload()
  }

  /** Schedules have changed. Resolves when no tick of one that is gone can start any more. */
  async reload(): Promise<void> {
    const turn = ++this.asked
    const schedules = await this.options.load()
    // Of two that load at once the one that asked first may be answered last; what it has is older.
    if (turn < this.shown) return
    this.shown = turn
    await this.learnLast(schedules)
    this.schedules = schedules
    await this.turning
    this.arm(0)
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private async learnLast(schedules: readonly Schedule[]): Promise<void> {
    const unknown = schedules.map((one) => one.triggerId).filter((id) => !this.last.has(id))
    if (unknown.length === 0) return
    for (const [id, tick] of await lastTicks(this.options.pool, unknown)) if (!this.last.has(id)) this.last.set(id, tick)
  }

  private arm(sleepMs: number): void {
    clearTimeout(this.timer)
    if (this.stopped) return
    this.timer = setTimeout(() => this.begin(), Math.min(longestSleepMs, Math.max(0, sleepMs))).unref()
  }

  private begin(): void {
    this.turning ??= this.turn().then((sleepMs) => {
      this.turning = undefined
      this.arm(sleepMs)
    })
  }

  /** Resolves to the milliseconds until the next tick. */
  private async turn(): Promise<number> {
    const now = new Date()
    const sleeps: number[] = [longestSleepMs]
    for (const schedule of this.schedules) {
      if (this.stopped || !this.schedules.some((one) => one.triggerId === schedule.triggerId)) continue
      try {
        await this.catchUp(schedule, now)
        const next = nextTick(schedule, now, this.last.get(schedule.triggerId))
        if (next !== undefined) sleeps.push(next.getTime() - Date.now())
      } catch (error) {
        const { workflowId, nodeName: node } = schedule
        this.options.log.error({ err: error, workflowId, node }, 'A schedule could not be fired; it is tried again.')
        sleeps.push(1_000)
      }
    }
    return Math.min(...sleeps)
  }

  private async catchUp(schedule: Schedule, now: Date): Promise<void> {
    const { triggerId, since } = schedule
    const lastFired = this.last.get(triggerId)
    const after = lastFired === undefined || lastFired < since ? since : lastFired
    const due = ticksBetween(schedule, { after, until: now, lastFired })
    const tick = due.at(-1)
    if (tick === undefined) return

    const startKey = `schedule:${triggerId}:${tick.toISOString()}`
    const started = await this.options.fire({ schedule, due: tick, next: nextTick(schedule, tick, tick), startKey })
    const executionId = (await started.accepted) ? started.id : await findStarted(this.options.pool, startKey)
    await this.writeDown(schedule, due, executionId)
    this.last.set(triggerId, tick)
  }

  private async writeDown(schedule: Schedule, due: readonly Date[], executionId: string | undefined): Promise<void> {
    const { workspaceId, workflowId, nodeId, triggerId } = schedule
    const rows = due.map((dueAt, index) => ({
      id: newId(),
      workspaceId,
      workflowId,
      nodeId,
      triggerId,
      dueAt,
      ...(index === due.length - 1
        ? { outcome: 'fired' as const, executionId: executionId ?? null }
        : { outcome: 'missed' as const, executionId: null }),
    }))
    await logTicks(this.options.pool, rows)
    const missed = due.length - 1
    if (missed > 0)
      this.options.log.warn({ workflowId, nodeId, missed }, 'Ticks of a schedule were missed; the last one is made up for.')
  }
}
