import type { Logger } from 'pino'
import type { ExecutionEvents, ExecutionHead, Standing } from '#engine/host'

/** Lines per workflow and minute; what comes on top is told as a number with the next line. */
const linesMax = 10
const periodMs = 60_000

type Count = { sinceMs: number; lines: number; silent: number }

/** A line in the log for every execution that failed, but no flood of them. */
export class FailureLog implements ExecutionEvents {
  private readonly counts = new Map<string, Count>()
  private readonly log: Logger
  private readonly nowMs: () => number

  constructor(log: Logger, nowMs: () => number) {
    this.log = log
    this.nowMs = nowMs
  }

  executionChanged(head: ExecutionHead, { status, error, errorNode }: Standing): void {
    const { id: executionId, workflowId, workspaceId, mode } = head
    if (status !== 'failed') {
      this.log.debug({ executionId, workflowId, workspaceId, mode, status }, 'execution changed')
      return
    }
    const count = this.countOf(workflowId)
    if (count.lines >= linesMax) {
      count.silent += 1
      return
    }
    count.lines += 1
    const { silent } = count
    count.silent = 0
    this.log.warn(
      { executionId, workflowId, workspaceId, mode, node: errorNode, reason: error, ...(silent > 0 ? { untold: silent } : {}) },
      'An execution failed.',
    )
  }

  nodeStarted(): void {
    // Nodes have logs of their own, with their execution.
  }

  nodeFinished(): void {
    // The failure of a node is told by what it does to its execution.
  }

  private countOf(workflowId: string): Count {
    const nowMs = this.nowMs()
    let count = this.counts.get(workflowId)
    if (count === undefined) {
      if (this.counts.size >= 1_000) this.counts.clear()
      this.counts.set(workflowId, (count = { sinceMs: nowMs, lines: 0, silent: 0 }))
    }
    if (nowMs - count.sinceMs > periodMs) Object.assign(count, { sinceMs: nowMs, lines: 0 })
    return count
  }
}
