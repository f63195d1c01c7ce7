import { NodeError } from '@steward/sdk/node'
import type { WorkFailure } from './worker-process.ts'

type Limits = { readonly timeoutMs: number; readonly memoryMb: number; readonly maxResultBytes: number }

/** Says why code gave no result, in words for the person who wrote it. */
export function failureError(failure: WorkFailure, limits: Limits): NodeError {
  const seconds = `${limits.timeoutMs / 1000} s`
  switch (failure.kind) {
    case 'syntax':
      return new NodeError(
        `The code cannot be read: ${failure.message}${failure.line === undefined ? '' : ` [line ${failure.line}]`}`,
        { retryable: false },
      )
    case 'timeout':
      return new NodeError(`The code was stopped because it ran longer than ${seconds}.`, {
        description: 'Look for a loop that never ends, or for a promise that is never resolved.',
      })
    case 'memory':
      return new NodeError(`The code was stopped because it used more than ${limits.memoryMb} MB of memory.`, {
        description: 'Handle fewer items at once, for example with a Loop Over Items node before this one.',
      })
    case 'size':
      return new NodeError(`The code returned more than ${Math.floor(limits.maxResultBytes / 1_048_576)} MB.`, {
        description: 'Return only the fields that the next nodes need.',
        retryable: false,
      })
    case 'cancelled':
      return new NodeError('The code was stopped because the execution was cancelled.', { retryable: false })
    case 'crash':
    default:
      return new NodeError('The process that ran the code ended unexpectedly. It has been replaced.', {
        details: { reason: failure.message },
      })
  }
}
