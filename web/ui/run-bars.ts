export type Run = { readonly status: string; readonly durationMs: number | null }
export type Bar = {
  readonly x: number
  readonly y: number
  readonly height: number
  readonly tone: 'done' | 'failed' | 'running' | 'waiting' | 'off' | 'none'
}

export const barsShown = 20
const step = 5
const full = 16
const lowest = 4

const tones: Readonly<Record<string, Bar['tone']>> = {
  completed: 'done',
  failed: 'failed',
  running: 'running',
  queued: 'running',
  waiting: 'waiting',
  paused: 'off',
  cancelled: 'off',
}

/**
 * The last executions as bars, oldest at the left, missing ones as stubs. The
 * height follows the logarithm of the duration, so that one slow run does not
 * flatten all the others; what failed or waits is always full height, to be seen.
 */
export function runBars(runs: readonly Run[]): readonly Bar[] {
  const shown = runs.slice(-barsShown)
  const missing = barsShown - shown.length
  const logs = shown.flatMap((run) => (run.durationMs === null ? [] : [Math.log1p(run.durationMs)]))
  const low = Math.min(...logs)
  const high = Math.max(...logs)
  const stubs = Array.from({ length: missing }, (_, index): Bar => ({ x: index * step, y: full - 4, height: 4, tone: 'none' }))
  const bars = shown.map((run, index): Bar => {
    const tone = tones[run.status] ?? 'off'
    const share = run.durationMs === null || high === low ? 0.75 : (Math.log1p(run.durationMs) - low) / (high - low)
    const height = tone === 'done' || tone === 'off' ? Math.round(lowest + 3 + share * (full - lowest - 3)) : full
    return { x: (missing + index) * step, y: full - height, height, tone }
  })
  return [...stubs, ...bars]
}
