import type { Transaction } from 'kysely'
import { publish, type PurgeStep, purgeSubscription, rowsOfWorkspace, subscription, type Subscription } from '#db'
import { workspaceDeleted, workspaceRestored } from '#hub/tenant'
import type { WorkflowTables } from './workflow.tables.ts'
import { deleteSomeWorkflows, setListening } from './workspace.store.ts'

/** Told when workflows are gone with their workspace; `workflowIds` are theirs, the key is that of the workspace. */
export const workflowsPurged = 'workflow.purged'

const workflowsOf: PurgeStep = async (tx, { workspaceId, rowsMax }) => {
  const workflowIds = await deleteSomeWorkflows(tx as Transaction<WorkflowTables>, workspaceId, rowsMax)
  if (workflowIds.length > 0)
    await publish(tx, { type: workflowsPurged, key: workspaceId, payload: { workspaceId, workflowIds } })
  return workflowIds.length
}

/** While a workspace waits to be deleted nothing starts in it; when it is gone, so are its workflows. */
export const workflowSubscriptions: readonly Subscription[] = [
  subscription<WorkflowTables>({
    consumer: 'workflow.workspace',
    types: [workspaceDeleted, workspaceRestored],
    handle: (tx, { type, key }) => setListening(tx, key, type === workspaceRestored),
  }),
  purgeSubscription('workflow', [
    // One workflow may have hundreds of versions, so these go first and by themselves.
    rowsOfWorkspace('workflow_versions', ['id']),
    workflowsOf,
    rowsOfWorkspace('workflow_tags', ['id']),
  ]),
]
