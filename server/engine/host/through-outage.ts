import type { DurableDeps } from './durable-deps.ts'
import type { Held } from './held.ts'
import { sleep } from './local-run.ts'

const firstMs = 50
const longestMs = 2_000

/**
 * Does what needs the database, again and again while it cannot be reached: an outage is no reason for an execution to
 * fail. It ends with the execution, which is let go of once its lease is lost.
 */
export async function throughOutage<T>(deps: DurableDeps, { live }: Pick<Held, 'live'>, work: () => T | Promise<T>): Promise<T> {
  for (let waitMs = firstMs; ; waitMs = Math.min(longestMs, waitMs * 2)) {
    try {
      const done = work()
      return done instanceof Promise ? await done : done
    } catch (error) {
      if (live.abort.aborted) throw live.abort.reason
      if (deps.isOutage?.(error) !== true) throw error
      await sleep(waitMs, live.abort.signal)
    }
  }
}
