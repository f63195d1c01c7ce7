import { NodeError } from '@steward/sdk/node'
import type { AbortSwitch } from './abort-switch.ts'

/** One try of a node execution. */
export type NodeTry = {
  /** From 1. */
  readonly number: number
  /** Ends the try: its own time is up, or the execution is ended. */
  readonly abort: AbortSwitch
}

/** Carries out a try under its time limit; what does not heed the signal is let go of. */
export async function withinLimit<T>(
  around: AbortSwitch,
  seconds: number | undefined,
  work: (abort: AbortSwitch) => Promise<T>,
): Promise<T> {
  if (seconds === undefined) return work(around)
  const { abort, release } = around.derive()
  const timer = setTimeout(() => abort.abort(timeLimitError(seconds)), Math.min(seconds * 1000, 2 ** 31 - 1))
  try {
    return await work(abort)
  } finally {
    clearTimeout(timer)
    release()
  }
}

export function timeLimitError(seconds: number): NodeError {
  return new NodeError(`The node took longer than its ${seconds} s.`, { details: { code: 'node_timeout' } })
}
