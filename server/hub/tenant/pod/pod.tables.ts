import type { Generated } from 'kysely'
import type { TenantTables } from '../workspace.store.ts'

/** Rows of the tables of pods, and of the members who may be in them. */
export type PodTables = Pick<TenantTables, 'workspace_members'> & {
  pods: {
    id: string
    workspace_id: string
    slug: string
    name: string
    description: string | null
    created_by: string | null
    created_at: Date
    updated_at: Generated<Date>
  }
  pod_members: {
    workspace_id: string
    pod_id: string
    user_id: string
    is_manager: Generated<boolean>
    added_by: string | null
    created_at: Date
  }
}
