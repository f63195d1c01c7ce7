import { publish, type PurgeStep, purgeSubscription, rowsOfWorkspace, subscription, type Subscription } from '#db'
import { workflowsPurged, workspaceSilenced } from '#hub/workflow'
import { cancelExecution } from '../cancel-execution.ts'
import type { Executions } from '../executions.ts'
import { deleteExecutions, forgetWorkflows, openExecutions } from './workspace.store.ts'

const cancelledAtOnceMax = 50
const goesOn = 'execution.cancelling_goes_on'

/** Ends what is under way in a workspace that was deleted, and deletes what was done in one that is gone. */
export function workspaceSubscriptions(executions: Executions): readonly Subscription[] {
  const cancelSome = async (workspaceId: string): Promise<number> => {
    const open = await openExecutions(executions.pool, workspaceId, cancelledAtOnceMax)
    for (const id of open) await cancelExecution(executions, id)
    return open.length
  }
  const cancelRest: PurgeStep = async (_, { workspaceId, rowsMax }) => ((await cancelSome(workspaceId)) > 0 ? rowsMax : 0)
  return [
    subscription<unknown>({
      consumer: 'execution.workspace',
      types: [workspaceSilenced, goesOn],
      handle: async (tx, { key: workspaceId }) => {
        if ((await cancelSome(workspaceId)) === cancelledAtOnceMax)
          await publish(tx, { type: goesOn, key: workspaceId, payload: { workspaceId } })
      },
    }),
    subscription<unknown>({
      consumer: 'execution.workflow_purge',
      types: [workflowsPurged],
      handle: (tx, { payload }) => forgetWorkflows(tx, payload['workflowIds'] as readonly string[]),
    }),
    purgeSubscription('execution', [
      cancelRest,
      deleteExecutions,
      rowsOfWorkspace('trigger_logs', ['id']),
      rowsOfWorkspace('schedules', ['trigger_id']),
      rowsOfWorkspace('queue_holds', ['workflow_id']),
      rowsOfWorkspace('circuits', ['id']),
      rowsOfWorkspace('failing_workflows', ['workflow_id']),
      rowsOfWorkspace('test_listenings', ['workflow_id']),
      rowsOfWorkspace('execution_hours', ['workspace_id', 'hour', 'status', 'shard']),
      rowsOfWorkspace('retention', ['workspace_id']),
    ]),
  ]
}
