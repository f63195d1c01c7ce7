import { subscription, type Subscription } from '#db'
import { variableChannel } from './live-variables.ts'
import { deleteVariablesOfWorkflow, tellVariables, type VariableTables } from './variable.store.ts'

type Deleted = { readonly workspaceId: string; readonly workflowId: string }

/** What belongs to a workflow alone goes with it. */
export const configSubscriptions: readonly Subscription[] = [
  subscription<VariableTables>({
    consumer: 'config.variables',
    types: ['workflow.deleted'],
    handle: async (tx, event) => {
      const { workspaceId, workflowId } = event.payload as Deleted
      await deleteVariablesOfWorkflow(tx, workspaceId, workflowId)
      await tellVariables(tx, `config.${variableChannel}`, workspaceId)
    },
  }),
]
