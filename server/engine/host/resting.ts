import type { NodeWait } from '@steward/sdk/node'
import type { Held } from './held.ts'

/** A caller does not hold a connection open for longer waits than this. */
const shortWaitMs = 65_000
/** Another process may go on with the execution; then the caller is told that it waits. */
const patienceMs = 5_000

type Kept = { readonly held: Held; readonly timer: NodeJS.Timeout }

/**
 * Executions that wait a short time while somebody waits for their answer.
 * They are stored and out of memory like every waiting one; only the promises
 * to the caller are kept, until the execution goes on in this process.
 */
export class Resting {
  private readonly kept = new Map<string, Kept>()

  /** False when nobody waits for an answer, or not that long. */
  keep(held: Held, wait: NodeWait, nowMs: number): boolean {
    if (!held.answerable || wait.untilMs === undefined || wait.webhook !== undefined) return false
    const restMs = wait.untilMs - nowMs
    if (restMs > shortWaitMs) return false
    const { id } = held.live
    const timer = setTimeout(() => this.release(id), Math.max(0, restMs) + patienceMs)
    this.kept.set(id, { held, timer })
    return true
  }

  /** Hands the promises of the execution before its wait on to the one after it. */
  adopt(held: Held): Held {
    const kept = this.kept.get(held.live.id)
    if (kept === undefined) return held
    this.kept.delete(held.live.id)
    clearTimeout(kept.timer)
    const { accepted, ended, answer, parts } = kept.held
    return { ...held, accepted, ended, answer, parts, answerable: true }
  }

  /** It was cancelled while it rested. */
  cancelled(id: string): void {
    this.release(id, 'cancelled')
  }

  letGo(): void {
    for (const id of this.kept.keys()) this.release(id)
  }

  private release(id: string, status: 'waiting' | 'cancelled' = 'waiting'): void {
    const kept = this.kept.get(id)
    if (kept === undefined) return
    this.kept.delete(id)
    clearTimeout(kept.timer)
    kept.held.ended.resolve({ status, items: [], error: null })
  }
}
