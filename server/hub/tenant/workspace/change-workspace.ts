import type { JsonObject } from '@steward/contract/item'
import type { WorkspaceProfile } from '@steward/contract/api/workspace'
import { record } from '#hub/audit'
import type { ActingScope } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { saveProfile, updateWorkspace, type WorkspaceChange } from './profile.store.ts'
import { checkProfile } from './profile.ts'

type Given<T> = { readonly [Name in keyof T]?: T[Name] | undefined }
type Change = Given<WorkspaceChange> & {
  readonly profile?: Given<WorkspaceProfile> | undefined
  readonly expectedUpdatedAt?: string | undefined
}

/** Changes what is given; with `expectedUpdatedAt` only if nobody has changed the workspace since then. */
export async function changeWorkspace(scope: ActingScope, input: Change): Promise<void> {
  const { expectedUpdatedAt, profile: givenProfile = {}, ...given } = input
  const profile = withoutUndefined<Partial<WorkspaceProfile>>(givenProfile)
  const change = withoutUndefined<WorkspaceChange>({ ...given, ...(given.name === undefined ? {} : { name: given.name.trim() }) })
  checkProfile(profile)
  try {
    await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
      const workspace = await lockForChange(tx, scope)
      if (expectedUpdatedAt !== undefined && new Date(expectedUpdatedAt).getTime() !== workspace.updatedAt.getTime())
        throw tenantError.changed_meanwhile()
      await updateWorkspace(tx, workspace.id, { ...change, now: scope.now })
      if (Object.keys(profile).length > 0) await saveProfile(tx, workspace.id, profile)
      await record(tx, scope, {
        action: 'workspace.changed',
        resourceType: 'workspace',
        resourceId: workspace.id,
        ...(change.name === undefined ? {} : { old: { name: workspace.name } }),
        new: { ...change, ...profile } as JsonObject,
      })
    })
  } catch (error) {
    if (isTaken(error)) throw tenantError.slug_taken({ slug: input.slug ?? '' })
    throw error
  }
}

const isTaken = (error: unknown) => (error as { constraint?: unknown }).constraint === 'workspaces_slug'

function withoutUndefined<T extends object>(given: object): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T
}
