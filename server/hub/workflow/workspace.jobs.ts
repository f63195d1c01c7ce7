import type { Transaction } from 'kysely'
import { publish, type PurgeStep, purgeSubscription, rowsOfWorkspace, subscription, type Subscription } from '#db'
import { workspaceDeleted, workspaceRestored } from '#hub/tenant'
import type { WorkflowTables } from './workflow.tables.ts'
import { deleteFolders, deleteSomeWorkflows, setListening } from './workspace.store.ts'

/** Told when workflows are gone with their workspace; `workflowIds` are theirs, the key is that of the workspace. */
export const workflowsPurged = 'workflow.purged'

/** Told when nothing in a deleted workspace listens any more; the key is the workspace's id. */
export const workspaceSilenced = 'workflow.workspace_silenced'

const workflowsOf: PurgeStep = async (tx, { workspaceId, rowsMax }) => {
  const workflowIds = await deleteSomeWorkflows(tx as Transaction<WorkflowTables>, workspaceId, rowsMax)
  if (workflowIds.length > 0)
    await publish(tx, { type: workflowsPurged, key: workspaceId, payload: { workspaceId, workflowIds } })
  return workflowIds.length
}

/** All at once: folders hold each other. There are a thousand at most. */
const foldersOf: PurgeStep = async (tx, { workspaceId }) => {
  await deleteFolders(tx as Transaction<WorkflowTables>, workspaceId)
  return 0
}

/** While a workspace waits to be deleted nothing starts in it; when it is gone, so are its workflows. */
export const workflowSubscriptions: readonly Subscription[] = [
  subscription<WorkflowTables>({
    consumer: 'workflow.workspace',
    types: [workspaceDeleted, workspaceRestored],
    handle: async (tx, { type, key }) => {
      await setListening(tx, key, type === workspaceRestored)
      if (type === workspaceDeleted) await publish(tx, { type: workspaceSilenced, key, payload: { workspaceId: key } })
    },
  }),
  purgeSubscription('workflow', [
    // One workflow may have hundreds of versions, so these go first and by themselves.
    rowsOfWorkspace('workflow_recordings', ['workflow_id', 'execution_id']),
    rowsOfWorkspace('accepted_differences', ['workflow_id', 'version_number', 'differences_hash']),
    rowsOfWorkspace('publication_reviews', ['workflow_id']),
    rowsOfWorkspace('workflow_changes', ['workflow_id', 'id']),
    rowsOfWorkspace('workflow_versions', ['id']),
    workflowsOf,
    rowsOfWorkspace('workflow_tags', ['id']),
    foldersOf,
  ]),
]
