import type { WebhookAnswer } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import type { Paused } from './abort-reason.ts'
import type { ExecutionLog } from './execution-log.ts'
import type { LiveExecution } from './live.ts'
import type { Ended, PassAnswer } from './started.ts'

/** The node execution that is going on, and which try of it. */
export type Current = { readonly node: PlanNode; readonly runIndex: number; readonly startedMs: number; tries: number }

/** An execution this process walks, and those who wait to hear of it. */
export type Held = {
  readonly live: LiveExecution
  readonly log: ExecutionLog
  /** True when it was taken over, so that what it does next may have been done before. */
  readonly restored: boolean
  readonly accepted: PromiseWithResolvers<boolean>
  readonly ended: PromiseWithResolvers<Ended>
  readonly answer: PromiseWithResolvers<WebhookAnswer>
  /** True while somebody outside waits to be answered by a node. */
  answerable: boolean
  /** Set where that somebody waits at another process. */
  readonly passAnswer: PassAnswer | undefined
  /** How many called workflows it waits for. */
  attending: number
  at: Current | undefined
  /** Set when somebody wants it to rest before its next node. */
  paused: Paused | undefined
}

type Parts = Pick<Held, 'live' | 'log' | 'restored' | 'answerable'> & { readonly passAnswer?: PassAnswer | undefined }

export function createHeld(parts: Parts): Held {
  const held: Held = {
    passAnswer: undefined,
    ...parts,
    accepted: Promise.withResolvers(),
    ended: Promise.withResolvers(),
    answer: Promise.withResolvers(),
    attending: 0,
    at: undefined,
    paused: undefined,
  }
  // Nobody may be waiting; that is no reason to end the process.
  held.accepted.promise.catch(() => {})
  held.ended.promise.catch(() => {})
  return held
}
