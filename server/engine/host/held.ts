import type { WebhookAnswer } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import type { ExecutionLog } from './execution-log.ts'
import type { LiveExecution } from './live.ts'
import type { Ended } from './started.ts'

/** The node execution that is going on. */
export type Current = { readonly node: PlanNode; readonly runIndex: number; readonly startedMs: number }

/** An execution this process walks, and those who wait to hear of it. */
export type Held = {
  readonly live: LiveExecution
  readonly log: ExecutionLog
  /** True when it was taken over, so that what it does next may have been done before. */
  readonly restored: boolean
  readonly accepted: PromiseWithResolvers<boolean>
  readonly ended: PromiseWithResolvers<Ended>
  readonly answer: PromiseWithResolvers<WebhookAnswer>
  answered: boolean
  at: Current | undefined
}

export function createHeld(live: LiveExecution, log: ExecutionLog, restored: boolean): Held {
  const held: Held = {
    live,
    log,
    restored,
    accepted: Promise.withResolvers(),
    ended: Promise.withResolvers(),
    answer: Promise.withResolvers(),
    answered: false,
    at: undefined,
  }
  // Nobody may be waiting; that is no reason to end the process.
  held.accepted.promise.catch(() => {})
  held.ended.promise.catch(() => {})
  return held
}
