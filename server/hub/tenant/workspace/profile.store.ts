import type { WorkspaceProfile } from '@steward/contract/api/workspace'
import { type Databases, jsonb } from '#db'
import type { TenantTx } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'

/** A workspace with its profile. */
export type WorkspaceRow = {
  readonly id: string
  readonly name: string
  readonly slug: string | null
  readonly description: string | null
  readonly visibility: 'PRIVATE' | 'PUBLIC'
  readonly ownerId: string
  readonly logo: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly transfer: { readonly from: string; readonly to: string; readonly expiresAt: Date } | undefined
  readonly profile: WorkspaceProfile
}

export async function findWorkspace(db: Databases, id: string, now: Date): Promise<WorkspaceRow | undefined> {
  const row = await db
    .kysely<TenantTables>('tenant')
    .selectFrom('workspaces')
    .leftJoin('tenant_profiles as profile', 'profile.workspace_id', 'workspaces.id')
    .leftJoin('workspace_logos as logo', 'logo.workspace_id', 'workspaces.id')
    .leftJoin('ownership_transfers as transfer', (join) =>
      join.onRef('transfer.workspace_id', '=', 'workspaces.id').on('transfer.expires_at', '>', now),
    )
    .select(['workspaces.id', 'name', 'slug', 'description', 'visibility', 'owner_id as ownerId', 'logo.digest as logo'])
    .select(['workspaces.created_at as createdAt', 'workspaces.updated_at as updatedAt'])
    .select(['industry', 'company_size', 'website', 'timezone', 'currency', 'language', 'business_hours'])
    .select(['from_user_id', 'to_user_id', 'transfer.expires_at'])
    .where('workspaces.id', '=', id)
    .where('is_active', '=', true)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { company_size, business_hours, from_user_id, to_user_id, expires_at, ...rest } = row
  const { industry, website, timezone, currency, language, ...workspace } = rest
  const companySize = company_size as WorkspaceProfile['companySize']
  return {
    ...workspace,
    transfer:
      from_user_id === null || to_user_id === null || expires_at === null
        ? undefined
        : { from: from_user_id, to: to_user_id, expiresAt: expires_at },
    profile: { industry, companySize, website, timezone, currency, language, businessHours: business_hours },
  }
}

export type WorkspaceChange = {
  readonly name?: string
  readonly slug?: string | null
  readonly description?: string | null
  readonly visibility?: 'PRIVATE' | 'PUBLIC'
}

/** Sets `updated_at` even where nothing of the row itself changes, such as with a change of the profile. */
export async function updateWorkspace(tx: TenantTx, id: string, change: WorkspaceChange & { now: Date }): Promise<void> {
  const { now, ...set } = change
  await tx
    .updateTable('workspaces')
    .set({ ...set, updated_at: now })
    .where('id', '=', id)
    .execute()
}

export async function saveProfile(tx: TenantTx, workspaceId: string, profile: Partial<WorkspaceProfile>): Promise<void> {
  const { companySize, businessHours, ...same } = profile
  const set = {
    ...same,
    ...(companySize === undefined ? {} : { company_size: companySize }),
    ...(businessHours === undefined ? {} : { business_hours: businessHours === null ? null : jsonb(businessHours) }),
  }
  await tx
    .insertInto('tenant_profiles')
    .values({ workspace_id: workspaceId, ...set })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ workspace_id: workspaceId, ...set }))
    .execute()
}

export async function saveLogo(
  tx: TenantTx,
  logo: Omit<TenantTables['workspace_logos'], 'updated_at'> & { readonly now: Date },
): Promise<void> {
  const { now, ...row } = logo
  await tx
    .insertInto('workspace_logos')
    .values({ ...row, updated_at: now })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ ...row, updated_at: now }))
    .execute()
}

export async function deleteLogo(tx: TenantTx, workspaceId: string): Promise<boolean> {
  const done = await tx.deleteFrom('workspace_logos').where('workspace_id', '=', workspaceId).executeTakeFirst()
  return done.numDeletedRows > 0n
}
