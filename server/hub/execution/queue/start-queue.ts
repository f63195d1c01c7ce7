import type { Logger } from 'pino'
import type { Databases } from '#db'
import type { DurableHost, ExecutionHead } from '#engine/host'
import type { Followers } from '../across/follow.ts'
import type { Worker } from '../worker.ts'
import { Intake } from './intake.ts'
import { QueueBell } from './queue-bell.ts'
import { QueueHolds } from './queue-holds.ts'

type Parts = {
  readonly db: Databases
  readonly log: Logger
  readonly host: () => DurableHost
  readonly worker: Worker
  readonly followers: Followers
  readonly onQueued: (head: ExecutionHead) => void
  readonly cancel: (executionId: string) => Promise<unknown>
}

/** The queue of executions as this process sees it: its door, what is held, and the bell to other processes. */
export class StartQueue {
  readonly holds: QueueHolds
  readonly bell: QueueBell
  readonly intake: Intake
  private readonly worker: Worker
  private stops: (() => Promise<void>)[] = []

  constructor(parts: Parts) {
    this.worker = parts.worker
    this.holds = new QueueHolds(parts.db)
    this.bell = new QueueBell(parts.db, parts.log)
    this.intake = new Intake({ ...parts, holds: this.holds, bell: this.bell })
  }

  async start(): Promise<void> {
    this.stops = [await this.holds.start(), await this.bell.hear(() => this.worker.wake())]
  }

  async stop(): Promise<void> {
    for (const stop of this.stops) await stop()
    await this.bell.close()
    await this.intake.close()
  }
}
