import type { Plan } from '#engine/core'

/** Timers of JavaScript end here; longer ones would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** When the time of an execution is up, in milliseconds since 1970: its limit counts from the start, through waits and restarts. */
export function deadlineMs(startedMs: number, plan: Plan): number {
  const seconds = plan.document.settings.executionTimeoutSeconds ?? 0
  return seconds > 0 ? startedMs + seconds * 1000 : Number.POSITIVE_INFINITY
}

/** Database and process may differ by this much in what time it is. */
const clocksDifferMs = 5_000

/** Whether a time has come, by this clock or by one that goes ahead of it. */
export function mayHaveCome(timeMs: number): boolean {
  return Date.now() > timeMs - clocksDifferMs
}

/** Calls back at a time, however far ahead; now when it has passed. The result calls it off. */
export function atTime(timeMs: number, work: () => void): () => void {
  if (timeMs === Number.POSITIVE_INFINITY) return () => {}
  let timer: NodeJS.Timeout | undefined
  const arm = () => {
    const leftMs = timeMs - Date.now()
    if (leftMs <= 0) work()
    else timer = setTimeout(arm, Math.min(leftMs, longestTimerMs))
  }
  arm()
  return () => clearTimeout(timer)
}
