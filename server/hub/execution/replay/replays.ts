import type { Replays } from '#hub/workflow'
import { findExecution, isOver } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import { replayExecution } from './replay-execution.ts'
import { findUsedVersions } from './used-versions.store.ts'

/** Recorded executions for the hub of the workflows, which rehearses versions against them. */
export function replaysOf(executions: Executions): Replays {
  return {
    isOver: async ({ db, workspaceId }, { workflowId, executionId }) => {
      const row = await findExecution(db.pool('execution'), workspaceId, executionId)
      return row?.workflow_id === workflowId ? isOver(row) : undefined
    },
    replay: ({ db, workspaceId }, { executionId, version }) =>
      replayExecution(executions, { db, workspaceId, id: executionId, version }),
    usedVersions: (of) => findUsedVersions(executions.pool, of),
  }
}
