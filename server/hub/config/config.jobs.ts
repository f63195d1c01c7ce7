import { subscription, type Subscription, userPurged } from '#db'
import { type ConfigTables, deleteValuesOfPerson } from './config.store.ts'
import { variableChannel } from './variable/live-variables.ts'
import {
  deleteVariablesOfPerson,
  deleteVariablesOfWorkflow,
  tellVariables,
  type VariableTables,
} from './variable/variable.store.ts'

type Deleted = { readonly workspaceId: string; readonly workflowId: string }
type Purged = { readonly userId: string }

/** What belongs to a workflow or to a person alone goes with them. */
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
  subscription<ConfigTables & VariableTables>({
    consumer: 'config.people',
    types: [userPurged],
    handle: async (tx, event) => {
      const { userId } = event.payload as Purged
      await deleteValuesOfPerson(tx, userId)
      for (const workspaceId of await deleteVariablesOfPerson(tx, userId))
        await tellVariables(tx, `config.${variableChannel}`, workspaceId)
    },
  }),
]
