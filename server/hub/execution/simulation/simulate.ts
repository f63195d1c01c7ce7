import { vi } from 'vitest'
import { randomOf } from '#test/seeded-random'
import { Fate } from './fate.ts'
import { plansOf } from './plans.ts'
import { Process } from './process.ts'
import { isOver, World } from './world.ts'

export type Simulated = {
  readonly world: World
  readonly acknowledged: readonly string[]
  readonly cancelled: ReadonlySet<string>
  /** What happened, in order; for whoever looks at a seed that fails. */
  readonly log: readonly string[]
}

const executions = 3
const eventfulTurns = 120
const turnsMax = 4_000

/**
 * Some executions in some processes that die at any of their steps, stand still
 * past their lease, lose answers of the database and see their clocks jump,
 * while people cancel and decide; then everything is left alone until it rests.
 * The same seed is the same story. Fakes the clock of this process while it lasts.
 */
export async function simulate(seed: number): Promise<Simulated> {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  try {
    const story = new Story(seed)
    await story.tell()
    return story
  } finally {
    vi.useRealTimers()
  }
}

class Story implements Simulated {
  readonly world = new World()
  readonly acknowledged: string[] = []
  readonly cancelled = new Set<string>()
  readonly log: string[] = []
  private readonly random: () => number
  private readonly setting: ConstructorParameters<typeof Process>[2]
  private readonly clockJumps: boolean
  private processes: Process[] = []
  private born = 0
  private started = 0

  constructor(seed: number) {
    this.random = randomOf(seed)
    this.clockJumps = this.random() < 0.3
    this.setting = { world: this.world, random: this.random, plans: plansOf(this.random() < 0.5) }
    vi.setSystemTime(this.world.nowMs)
  }

  async tell(): Promise<void> {
    this.bear()
    if (this.random() < 0.6) this.bear()
    for (let turn = 0; turn < eventfulTurns; turn++) {
      this.something()
      await this.pass(this.random() * 40)
    }
    // From here on nothing happens any more that nobody wanted.
    for (const process of this.processes) this.end(process)
    this.bear(Number.POSITIVE_INFINITY)
    for (let turn = 0; turn < turnsMax && !this.isAtRest(); turn++) await this.settle()
  }

  /** One of the things that may happen at any time. */
  private something(): void {
    const { random } = this
    const drawn = random()
    const process = this.anyOf(this.processes)
    if (process === undefined || drawn > 0.98) return this.bear()
    if (drawn < 0.1) return this.start(process)
    if (drawn < 0.35) return this.later(process, () => process.look())
    if (drawn < 0.38) return this.note(`${process.name} stands still`, () => process.pause())
    if (drawn < 0.42 && process.fate.paused) return this.note(`${process.name} is declared dead`, () => process.loseLease())
    if (drawn < 0.43) return this.note(`${process.name} loses its lease`, () => process.loseLease())
    if (drawn < 0.48) return this.note(`${process.name} moves again`, () => process.fate.resume())
    if (drawn < 0.5) return this.note(`${process.name} dies`, () => this.end(process))
    if (drawn < 0.515) return this.cancel()
    if (drawn < 0.57) return this.decide(process)
    if (drawn < 0.58 && this.clockJumps) return this.jump()
    if (process.fate.dead) this.end(process)
  }

  private start(process: Process): void {
    if (this.started >= executions || !process.moves) return
    this.started += 1
    process.start(this.started, (id) => this.acknowledged.push(id))
  }

  private cancel(): void {
    const id = this.anyOf([...this.world.rows].filter(([, row]) => row.head.parentId === null).map(([key]) => key))
    if (id === undefined || this.random() > 0.3) return
    this.cancelled.add(id)
    for (const [key, { head }] of this.world.rows) {
      if (key === id || head.parentId === id) this.note(`${key} is cancelled`, () => this.world.cancel(key))
    }
  }

  private decide(process: Process): void {
    const doubtful = [...this.world.rows].filter(([, { standing }]) => standing.waitKind === 'decision').map(([id]) => id)
    const id = this.anyOf(doubtful)
    if (id !== undefined) this.later(process, () => process.decide(id))
  }

  /** By up to two hours, forwards or back; the clock of the database goes on as it did. */
  private jump(): void {
    const byMs = Math.round((this.random() - 0.5) * 14_400_000)
    this.note(`the clock of the processes jumps by ${byMs} ms`, () => vi.setSystemTime(Date.now() + byMs))
  }

  private bear(steps = 20 + Math.floor(this.random() * 150)): void {
    this.born += 1
    const process = new Process(`process ${this.born}`, new Fate(steps), this.setting)
    this.processes.push(process)
    this.note(`${process.name} begins`, () => this.later(process, () => process.look()))
  }

  /** Its connections end with it, so others see at once that it is dead. */
  private end(process: Process): void {
    process.fate.die()
    process.fate.resume()
    this.world.workers.delete(process.name)
    this.processes = this.processes.filter((one) => one !== process)
  }

  /** One turn of those in which people decide and workers look, until there is nothing left to do. */
  private async settle(): Promise<void> {
    const [last] = this.processes
    if (last === undefined) return
    const dueInMs = (this.world.nextDueMs ?? this.world.nowMs) - this.world.nowMs
    await this.pass(Math.max(5, Math.min(dueInMs + 1, 600_000)))
    this.later(last, () => last.look())
    for (const [id, { standing }] of this.world.rows)
      if (standing.waitKind === 'decision') this.later(last, () => last.decide(id))
    await this.pass(1)
  }

  private isAtRest(): boolean {
    return [...this.world.rows.values()].every(({ standing }) => isOver(standing))
  }

  private async pass(ms: number): Promise<void> {
    this.world.nowMs += Math.ceil(ms)
    vi.advanceTimersByTime(Math.ceil(ms))
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  private later(process: Process, work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.log.push(`${process.name}: ${error instanceof Error ? error.message : String(error)}`))
  }

  private note(what: string, work: () => unknown): void {
    this.log.push(`${this.world.nowMs} ${what}`)
    work()
  }

  private anyOf<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.random() * all.length)]
  }
}
