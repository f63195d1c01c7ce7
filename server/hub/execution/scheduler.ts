import type pg from 'pg'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Started } from '#engine/host'
import { nextTick, type ScheduleListen, ticksBetween } from './tick.ts'
import { lastTicks, logTicks } from './trigger-log.store.ts'

export type Schedule = {
  readonly triggerId: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly version: number
  readonly nodeId: string
  readonly nodeName: string
  readonly timezone: string
  readonly listen: ScheduleListen
  /** Ticks before it are nobody's. */
  readonly since: Date
}

type Options = {
  readonly pool: pg.Pool
  readonly log: Logger
  readonly load: () => Promise<readonly Schedule[]>
  /** Starts the execution of a tick; the key makes sure that it happens once, whichever process is faster. */
  readonly fire: (schedule: Schedule, due: Date, startKey: string) => Promise<Started>
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
  private readonly last = new Map<string, Date>()
  private timer: NodeJS.Timeout | undefined
  private stopped = false
  private readonly options: Options

  constructor(options: Options) {
    this.options = options
  }

  async start(): Promise<void> {
    for (const [key, tick] of await lastTicks(this.options.pool)) this.last.set(key, tick)
    await this.reload()
  }

  /** Schedules have changed. */
  async reload(): Promise<void> {
    // A schedule that stays keeps the time since when it counts, or a tick between two reloads would be lost.
    const known = new Map(this.schedules.map((one) => [keyOf(one), one.since]))
    this.schedules = (await this.options.load()).map((one) => ({ ...one, since: known.get(keyOf(one)) ?? one.since }))
    this.arm(0)
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  /** When a schedule is due next, for people. */
  nextOf(workflowId: string, nodeId: string): Date | undefined {
    const schedule = this.schedules.find((one) => one.workflowId === workflowId && one.nodeId === nodeId)
    if (schedule === undefined) return undefined
    return nextTick(schedule.listen, schedule.timezone, new Date(), this.last.get(keyOf(schedule)))
  }

  private arm(sleepMs: number): void {
    clearTimeout(this.timer)
    if (this.stopped) return
    this.timer = setTimeout(() => void this.turn(), Math.min(longestSleepMs, Math.max(0, sleepMs))).unref()
  }

  private async turn(): Promise<void> {
    const now = new Date()
    let nextMs = longestSleepMs
    for (const schedule of this.schedules) {
      try {
        await this.catchUp(schedule, now)
        const next = nextTick(schedule.listen, schedule.timezone, now, this.last.get(keyOf(schedule)))
        if (next !== undefined) nextMs = Math.min(nextMs, next.getTime() - Date.now())
      } catch (error) {
        this.options.log.error(
          { err: error, workflowId: schedule.workflowId, node: schedule.nodeName },
          'A schedule could not be fired; it is tried again.',
        )
        nextMs = Math.min(nextMs, 1_000)
      }
    }
    this.arm(nextMs)
  }

  private async catchUp(schedule: Schedule, now: Date): Promise<void> {
    const last = this.last.get(keyOf(schedule))
    const after = last === undefined || last < schedule.since ? schedule.since : last
    const due = ticksBetween(schedule.listen, schedule.timezone, after, now)
    const tick = due.at(-1)
    if (tick === undefined) return

    const startKey = `schedule:${keyOf(schedule)}:${tick.toISOString()}`
    const started = await this.options.fire(schedule, tick, startKey)
    const fired = await started.accepted
    const row = { workspaceId: schedule.workspaceId, workflowId: schedule.workflowId, nodeId: schedule.nodeId }
    const missed = due
      .slice(0, -1)
      .map((dueAt) => ({ ...row, id: newId(), dueAt, outcome: 'missed' as const, executionId: null }))
    const own = { ...row, id: newId(), dueAt: tick, outcome: 'fired' as const, executionId: started.id }
    await logTicks(this.options.pool, fired ? [...missed, own] : missed)
    if (missed.length > 0)
      this.options.log.warn({ ...row, missed: missed.length }, 'Ticks of a schedule were missed; the last one is made up for.')
    this.last.set(keyOf(schedule), tick)
  }
}

const keyOf = (schedule: Schedule) => `${schedule.workflowId}/${schedule.nodeId}`
