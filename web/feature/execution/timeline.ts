import type { NodeExecution } from '@steward/contract/api/execution'

export type Row = {
  readonly index: number
  readonly nodeId: string
  readonly name: string
  readonly status: NodeExecution['status']
  readonly effect: NodeExecution['effect']
  readonly type: string
  readonly runIndex: number
  readonly tries: number
  readonly durationMs: number | null
  /** In percent of the width. */
  readonly left: number
  readonly width: number
}
export type Tick = { readonly left: number; readonly ms: number }
export type Timeline = { readonly rows: readonly Row[]; readonly ticks: readonly Tick[]; readonly totalMs: number }

const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
  3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
]
const ticksWished = 6
const widthMin = 0.6

/** When each node execution began and how long it took, as shares of the whole. What is still going on reaches to now. */
export function timeline(executions: readonly NodeExecution[], nowMs: number): Timeline {
  const spans = executions.map((one) => {
    const from = Date.parse(one.startedAt)
    const to = one.durationMs === null ? Math.max(from, nowMs) : from + one.durationMs
    return { one, from, to }
  })
  const start = Math.min(...spans.map((span) => span.from))
  const total = Math.max(1, ...spans.map((span) => span.to - start))
  const rows = spans.map(({ one, from, to }): Row => {
    const left = Math.min(100 - widthMin, ((from - start) / total) * 100)
    return {
      index: one.index,
      nodeId: one.nodeId,
      name: one.nodeName,
      status: one.status,
      effect: one.effect,
      type: one.nodeType,
      runIndex: one.runIndex,
      tries: one.tries,
      durationMs: one.durationMs,
      left,
      width: Math.min(100 - left, Math.max(widthMin, ((to - from) / total) * 100)),
    }
  })
  return { rows, ticks: spans.length === 0 ? [] : ticksOf(total), totalMs: spans.length === 0 ? 0 : total }
}

/** Round times at even distances, the first at 0. */
function ticksOf(total: number): readonly Tick[] {
  const step = steps.find((one) => total / one <= ticksWished) ?? Math.ceil(total / ticksWished)
  const count = Math.floor(total / step)
  return Array.from({ length: count + 1 }, (_, index) => ({ ms: index * step, left: ((index * step) / total) * 100 })).filter(
    (tick) => tick.left <= 97,
  )
}

/** The time of all nodes together; nodes that ran beside each other count each. */
export const workedMs = (executions: readonly NodeExecution[]): number =>
  executions.reduce((sum, one) => sum + (isWaiting(one.status, one.nodeType) ? 0 : (one.durationMs ?? 0)), 0)

/** A node whose work is to wait is waiting even when it has completed. */
export const isWaiting = (status: string, type: string): boolean =>
  status === 'waiting' || (status === 'completed' && type === 'wait')
