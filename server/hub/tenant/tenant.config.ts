import { Type } from 'typebox'
import { type ConfigKey, defineConfig } from '#hub/config'

/** Who may make further workspaces. */
export const workspaceCreation = defineConfig({
  key: 'workspace.creation',
  title: 'New workspaces',
  description: 'Who can make a workspace: everybody with an account, or only administrators of the installation.',
  category: 'Workspaces',
  schema: Type.Enum(['everyone', 'administrators']),
  default: 'everyone',
})

export const tenantConfig: readonly ConfigKey[] = [workspaceCreation]
