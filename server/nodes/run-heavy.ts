import { BoundsError, runBounded } from '#base/bounded-process'
import { NodeError, type NodeCall } from '@steward/sdk/node'

const timeoutMs = 30_000

/** Runs a parser or query in a bounded side process; what it says no to becomes the error of the node. */
export async function runHeavy<T>(call: NodeCall, task: URL, input: unknown): Promise<T> {
  try {
    return await runBounded<T>(task, input, { timeoutMs, signal: call.signal })
  } catch (error) {
    if (error instanceof BoundsError) throw new NodeError(error.message, { retryable: false, cause: error })
    throw error
  }
}
