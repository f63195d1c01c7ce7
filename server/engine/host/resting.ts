import type { NodeWait } from '@steward/sdk/node'
import type { DurableDeps } from './durable-deps.ts'
import type { Held } from './held.ts'

/** A caller does not hold a connection open for longer waits than this. */
const shortWaitMs = 65_000
/** Where other processes cannot be followed, one of them may go on with the execution; then the caller is told that it waits. */
const patienceMs = 5_000

/** Without a timer another process is followed, should it go on with the execution. */
type Kept = { readonly held: Held; readonly timer: NodeJS.Timeout | undefined }

/**
 * Executions that wait a short time while somebody waits for their answer.
 * They are stored and out of memory like every waiting one; only the promises
 * to the caller are kept, until the execution goes on in this process or is
 * answered by another one.
 */
export class Resting {
  private readonly kept = new Map<string, Kept>()

  /** Whether somebody waits here for an answer, and waits that long. */
  wants(held: Held, wait: NodeWait, nowMs: number): boolean {
    if (!held.answerable || wait.untilMs === undefined || wait.webhook !== undefined) return false
    return wait.untilMs - nowMs <= shortWaitMs
  }

  keep(held: Held, wait: NodeWait, followers: DurableDeps['followers']): void {
    const { id } = held.live
    if (followers === undefined) {
      const timer = setTimeout(() => this.release(id), Math.max(0, (wait.untilMs ?? 0) - Date.now()) + patienceMs)
      this.kept.set(id, { held, timer })
      return
    }
    const kept: Kept = { held, timer: undefined }
    this.kept.set(id, kept)
    const isKept = () => this.kept.get(id) === kept
    const { answer, ended } = followers.follow(id, true)
    void answer.then((given) => isKept() && held.answer.resolve(given))
    void ended.then((end) => {
      if (!isKept()) return
      this.kept.delete(id)
      held.ended.resolve(end.status === 'lost' ? { ...end, status: 'waiting' } : end)
    })
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

  /** Those who can follow another process go on waiting. */
  letGo(): void {
    for (const [id, { timer }] of this.kept) if (timer !== undefined) this.release(id)
  }

  private release(id: string, status: 'waiting' | 'cancelled' = 'waiting'): void {
    const kept = this.kept.get(id)
    if (kept === undefined) return
    this.kept.delete(id)
    clearTimeout(kept.timer)
    kept.held.ended.resolve({ status, items: [], error: null })
  }
}
