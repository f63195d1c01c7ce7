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
  readonly standIn: NodeExecution['standIn']
  readonly durationMs: number | null
  /** In percent of the width. */
  readonly left: number
  readonly width: number
  /** What the time went by with, in the order in which it went. */
  readonly segments: readonly Segment[]
}

/** One table for bars and legend. */
export const segmentKinds = ['worked', 'waited', 'failed', 'doubt'] as const
export type SegmentKind = (typeof segmentKinds)[number]
export type Segment = { readonly kind: SegmentKind; readonly ms: number; readonly left: number; readonly width: number }

/** A part of the whole time, in milliseconds from its beginning. */
export type Window = { readonly fromMs: number; readonly toMs: number }

export type Tick = { readonly left: number; readonly ms: number }
export type Timeline = { readonly rows: readonly Row[]; readonly ticks: readonly Tick[]; readonly totalMs: number }

const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
  3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
]
const ticksWished = 6
const widthMin = 0.6

/** When each node execution began and what its time went by with, as shares of the window. What still goes on reaches to now. */
export function timeline(executions: readonly NodeExecution[], nowMs: number, window?: Window): Timeline {
  const spans = executions.map((one) => {
    const from = Date.parse(one.startedAt)
    const to = one.durationMs === null ? Math.max(from, nowMs) : from + one.durationMs
    return { one, from, to }
  })
  const start = spans.reduce((least, span) => Math.min(least, span.from), Number.POSITIVE_INFINITY)
  const total = spans.reduce((most, span) => Math.max(most, span.to - start), 1)
  const { fromMs, toMs } = window ?? { fromMs: 0, toMs: total }
  const shown = Math.max(1, toMs - fromMs)
  const share = (ms: number) => ((ms - start - fromMs) / shown) * 100
  const bar = (from: number, to: number) => {
    const left = Math.min(100 - widthMin, share(from))
    return { left, width: Math.min(Math.max(widthMin, 100 - left), Math.max(widthMin, ((to - from) / shown) * 100)) }
  }
  const rows = spans.map(({ one, from, to }): Row => ({
    index: one.index,
    nodeId: one.nodeId,
    name: one.nodeName,
    status: one.status,
    effect: one.effect,
    type: one.nodeType,
    runIndex: one.runIndex,
    tries: one.tries,
    standIn: one.standIn,
    durationMs: one.durationMs,
    ...bar(from, to),
    segments: partsOf(one, from, to).map((part) => ({
      kind: part.kind,
      ms: part.to - part.from,
      ...bar(part.from, part.to),
    })),
  }))
  if (spans.length === 0) return { rows, ticks: [], totalMs: 0 }
  return { rows, ticks: ticksOf(shown, fromMs), totalMs: total }
}

type Part = { readonly kind: SegmentKind; readonly from: number; readonly to: number }

/** Attempts that failed, what lay between them, and the last one. */
function partsOf(one: NodeExecution, from: number, to: number): Part[] {
  const parts: Part[] = []
  let began = from
  for (const { failedAt, nextAt } of one.failedTries ?? []) {
    const failed = Math.max(began, Date.parse(failedAt))
    parts.push({ kind: nextAt === null ? 'doubt' : 'failed', from: began, to: failed })
    began = nextAt === null ? failed : Math.max(failed, Math.min(to, Date.parse(nextAt)))
    if (began > failed) parts.push({ kind: 'waited', from: failed, to: began })
  }
  const isOver = one.status === 'waiting' && parts.length > 0
  if (began < to || (parts.length === 0 && !isOver)) parts.push({ kind: kindOf(one), from: began, to })
  return parts
}

function kindOf({ status, nodeType }: NodeExecution): SegmentKind {
  if (isWaiting(status, nodeType)) return 'waited'
  if (status === 'in_doubt') return 'doubt'
  return status === 'failed' ? 'failed' : 'worked'
}

/** Round times at even distances, the first at 0. */
function ticksOf(total: number, fromMs: number): readonly Tick[] {
  const step = steps.find((one) => total / one <= ticksWished) ?? Math.ceil(total / ticksWished)
  const first = Math.ceil(fromMs / step)
  const count = Math.floor((fromMs + total) / step) - first
  return Array.from({ length: Math.max(0, count + 1) }, (_, index) => {
    const ms = (first + index) * step
    return { ms, left: ((ms - fromMs) / total) * 100 }
  }).filter((tick) => tick.left <= 97)
}

/** The window after it was made smaller or larger around a place in it, a share between 0 and 1. */
export function zoomed(
  { fromMs, toMs }: Window,
  { factor, at, totalMs }: { factor: number; at: number; totalMs: number },
): Window | undefined {
  const length = (toMs - fromMs) / factor
  if (length >= totalMs) return undefined
  const kept = Math.max(1, length)
  const from = Math.min(totalMs - kept, Math.max(0, fromMs + (toMs - fromMs) * at - kept * at))
  return { fromMs: from, toMs: from + kept }
}

/** The time of all nodes together; nodes that ran beside each other count each. */
export const workedMs = (executions: readonly NodeExecution[]): number =>
  executions.reduce((sum, one) => sum + (isWaiting(one.status, one.nodeType) ? 0 : (one.durationMs ?? 0)), 0)

/** A node whose work is to wait is waiting even when it has completed. */
export const isWaiting = (status: string, type: string): boolean =>
  status === 'waiting' || (status === 'completed' && type === 'wait')
