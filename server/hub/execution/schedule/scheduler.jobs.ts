import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Databases } from '#db'
import { noteScheduleRuns, type ScheduleRun } from '#hub/workflow'
import { SteadyClient } from '../steady-client.ts'
import { fireDue, type StartTicks } from './fire-due.ts'
import { readClock } from './schedule.store.ts'
import { reckonAnew, reconcileSchedules, syncSchedules } from './sync-schedules.ts'
import type { TickLog } from './tick-log.store.ts'

type Options = {
  readonly db: Databases
  readonly log: Logger
  /** Of workflows that name none. */
  readonly timezone: string
  readonly start: StartTicks
}

/** Schedules that are dealt with in one transaction. */
const batchMax = 250
/** While the starts of one batch are stored, the next one is claimed and reckoned. */
const lanes = 2
/** Clocks are set, and other processes change schedules; so the database is asked at least this often. */
const longestSleepMs = 5_000
/** What is due but was not claimed is locked by another process, which is about to deal with it. */
const shortestSleepMs = 50
const retryMs = 1_000
const reconcileEveryMs = 600_000
/** A database clock that falls behind our own by more than this has been set back. */
const setBackMs = 2_000

/**
 * Fires schedules as their rows in the database come due. Any number of processes may run one. Time is the clock of the
 * database alone; the clock of this process only tells how long to sleep.
 */
export class Scheduler {
  /** Hears of every tick that was written down, for metrics. */
  onTicks: (ticks: readonly TickLog[]) => void = () => {}
  private readonly clients: readonly SteadyClient[]
  private readonly options: Options
  private readonly runs = new Map<string, ScheduleRun>()
  private timer: NodeJS.Timeout | undefined
  private turning: Promise<void> | undefined
  private tending: Promise<void> | undefined
  private wanted = false
  private stopped = false
  private started = false
  private tendAtMs = 0
  private clock: { readonly databaseMs: number; readonly ownMs: number } | undefined

  constructor(options: Options) {
    this.options = options
    this.clients = Array.from({ length: lanes }, () => new SteadyClient(options.db))
  }

  /** Begins to fire what is due. What processes left behind half done is mended meanwhile. */
  start(): void {
    this.started = true
    this.wake()
  }

  /** Something may be due earlier than was known. */
  wake(): void {
    if (!this.started) return
    this.wanted = true
    if (this.turning === undefined) this.sleep(0)
  }

  /**
   * A workflow has changed; null when any of them may have. When it resolves, no tick of a schedule that is gone can start
   * any more, in any process.
   */
  async changed(workflowId: string | null): Promise<void> {
    const { db, timezone, log } = this.options
    try {
      if (workflowId !== null) await syncSchedules({ db, timezone }, [workflowId])
      else this.tendAtMs = 0
    } catch (error) {
      log.warn({ err: error, workflowId }, 'The schedules of a workflow could not be brought up to date; it is tried again.')
      this.tendAtMs = performance.now() + retryMs
    }
    this.wake()
  }

  /** Resolves when nothing of it is under way any more, or the time is up; what is half done then is given back as it was. */
  async stop(graceMs: number): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await Promise.race([Promise.all([this.turning, this.tending]), sleep(graceMs, undefined, { ref: false })])
    await Promise.all(this.clients.map((client) => client.drop()))
  }

  private sleep(ms: number): void {
    clearTimeout(this.timer)
    if (!this.stopped) this.timer = setTimeout(() => this.begin(), Math.min(longestSleepMs, Math.max(0, ms))).unref()
  }

  private begin(): void {
    this.wanted = false
    this.turning ??= this.turn()
      .catch((error: unknown) => {
        this.options.log.warn({ err: error }, 'Schedules could not be fired; it is tried again.')
        return retryMs
      })
      .then((sleepMs) => {
        this.turning = undefined
        this.sleep(this.wanted ? 0 : sleepMs)
      })
  }

  /** Resolves to the milliseconds until there is more to do. */
  private async turn(): Promise<number> {
    this.tend()
    const done = await Promise.allSettled(this.clients.map((client) => this.fireAll(client)))
    const failed = done.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    const { nowMs, dueInMs } = await (this.clients[0] as SteadyClient).use(readClock)
    this.checkClock(nowMs)
    this.noteRuns()
    if (dueInMs === undefined) return longestSleepMs
    return dueInMs > 0 ? dueInMs : shortestSleepMs
  }

  private async fireAll(client: SteadyClient): Promise<void> {
    for (let size = batchMax; size >= batchMax && !this.stopped;) {
      const { schedules, ticks, runs } = await client.use((connection) => fireDue(connection, this.options, batchMax))
      for (const run of runs) this.runs.set(run.triggerId, run)
      if (ticks.length > 0) this.onTicks(ticks)
      this.warn(ticks)
      size = schedules
    }
  }

  private warn(ticks: readonly TickLog[]): void {
    const missed = ticks.filter((tick) => tick.outcome === 'missed' || tick.outcome === 'skipped').length
    if (missed > 0) this.options.log.warn({ ticks: missed }, 'Ticks of schedules were missed; the log of ticks tells which.')
    for (const { workflowId, nodeId, reason, outcome } of ticks)
      if (outcome === 'failed')
        this.options.log.error({ workflowId, nodeId, reason }, 'A tick of a schedule could not be started.')
  }

  /** For people to look at, so not while there is more to fire. */
  private noteRuns(): void {
    if (this.runs.size === 0) return
    const runs = [...this.runs.values()]
    this.runs.clear()
    void noteScheduleRuns(this.options.db, runs).catch(() => {})
  }

  private checkClock(nowMs: number): void {
    const before = this.clock
    this.clock = { databaseMs: nowMs, ownMs: performance.now() }
    if (before === undefined) return
    const behindMs = this.clock.ownMs - before.ownMs - (nowMs - before.databaseMs)
    if (behindMs < setBackMs) return
    this.options.log.warn({ seconds: Math.round(behindMs / 1000) }, 'The clock of the database was set back.')
    this.tendAtMs = 0
    this.wanted = true
  }

  /** Mends in the background what was left half done; firing goes on meanwhile. */
  private tend(): void {
    if (performance.now() < this.tendAtMs || this.tending !== undefined) return
    this.tendAtMs = performance.now() + reconcileEveryMs
    const { db, timezone, log } = this.options
    const isStopped = () => this.stopped
    const work = async () => {
      const mended = await reconcileSchedules({ db, timezone }, isStopped)
      const reckoned = await reckonAnew(db, isStopped)
      if (mended + reckoned > 0) log.info({ workflows: mended, reckoned }, 'Schedules were brought up to date.')
    }
    this.tending = work()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'Schedules could not be compared with the workflows; it is tried again.')
        this.tendAtMs = performance.now() + retryMs
      })
      .then(() => {
        this.tending = undefined
        this.wake()
      })
  }
}
