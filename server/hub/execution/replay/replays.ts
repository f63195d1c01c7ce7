import type { Replays } from '#hub/workflow'
import { findExecution } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import { replayExecution } from './replay-execution.ts'

const over = new Set(['completed', 'failed', 'cancelled'])

/** Recorded executions for the hub of the workflows, which rehearses versions against them. */
export function replaysOf(executions: Executions): Replays {
  return {
    isOver: async ({ db, workspaceId }, { workflowId, executionId }) => {
      const row = await findExecution(db.pool('execution'), workspaceId, executionId)
      return row?.workflow_id === workflowId ? over.has(row.status) : undefined
    },
    replay: ({ db, workspaceId }, { executionId, version }) =>
      replayExecution(executions, { db, workspaceId, id: executionId, version }),
  }
}
