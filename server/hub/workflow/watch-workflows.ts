import { log } from '#base/log'
import { newId } from '#base/id'
import type { Databases } from '#db'

/** `workflowId` is null when messages may have been missed: any workflow may have changed. */
export type WorkflowChange = { readonly workflowId: string | null }
type Listener = (change: WorkflowChange) => void | Promise<void>

const listeners = new Set<Listener>()
const channel = 'workflows_changed'
/** Tells what this process said from what others said. */
const ownName = newId()

/** Calls back after a workflow was activated, deactivated, saved or deleted, before that is answered. */
export function watchWorkflows(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Waits for the listeners of this process and tells the other processes. */
export async function announceChange(db: Databases, workflowId: string): Promise<void> {
  await Promise.all([tell({ workflowId }), db.notify('workflow', channel, `${ownName} ${workflowId}`)])
}

/** Passes on to the listeners what other processes change. To be started once per process and stopped at its end. */
export async function hearWorkflows(db: Databases): Promise<() => Promise<void>> {
  return await db.listen('workflow', channel, (payload) => {
    const [speaker, workflowId = null] = payload.split(' ')
    if (speaker !== ownName) void tell({ workflowId })
  })
}

/** The change is committed; a listener that fails must neither undo the answer nor silence the others. */
async function tell(change: WorkflowChange): Promise<void> {
  const call = async (listener: Listener) => listener(change)
  for (const result of await Promise.allSettled([...listeners].map(call))) {
    if (result.status === 'rejected')
      log.error({ err: result.reason as unknown, ...change }, 'a listener for workflow changes failed')
  }
}
