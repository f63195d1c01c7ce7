import { getQueue, pauseQueue, resumeQueue } from '@steward/contract/api/queue'
import { route, type Route } from '#http'
import { executionError } from '../errors.ts'
import type { Executions } from '../executions.ts'
import { QueueView } from './read-queue.ts'

/** The endpoints of the queue. */
export function queueRoutes(executions: Executions): Route[] {
  const { loader, queue, worker } = executions
  const view = new QueueView(loader)
  const ownWorkflow = async (workspaceId: string, workflowId: string) => {
    const loaded = await loader.newest(workflowId)
    if (loaded?.workflow.workspaceId !== workspaceId) throw executionError.workflow_not_found()
    return loaded.workflow
  }

  return [
    route(getQueue, ({ scope }) => view.read(scope)),
    route(pauseQueue, async ({ params, scope }) => {
      const { id: workflowId, workspaceId } = await ownWorkflow(scope.workspaceId, params.workflowId)
      await queue.holds.hold({ workflowId, workspaceId, by: scope.actorId })
      view.forget(workspaceId)
      return { workflowId, onHold: true }
    }),
    route(resumeQueue, async ({ params, scope }) => {
      const { id: workflowId, workspaceId } = await ownWorkflow(scope.workspaceId, params.workflowId)
      await queue.holds.release(workflowId)
      worker.wake()
      queue.bell.ring()
      view.forget(workspaceId)
      return { workflowId, onHold: false }
    }),
  ]
}
