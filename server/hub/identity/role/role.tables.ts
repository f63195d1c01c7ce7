import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { IdentityTables } from '../identity.tables.ts'

type Names = ColumnType<unknown, string[], string[]>

/** Rows of the tables of roles, and of the people who have them. */
export type RoleTables = Pick<IdentityTables, 'users'> & {
  user_roles: {
    id: string
    workspace_id: string | null
    scope_id: GeneratedAlways<string>
    name: string
    description: string | null
    permissions: Names
    is_system: Generated<boolean>
    revision: Generated<number>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  user_role_assignments: {
    id: string
    workspace_id: string
    user_id: string
    member_id: string
    role_id: string
    role_scope_id: string
    pod_id: string | null
    assigned_by: string | null
    assigned_at: Date
    expires_at: Date | null
  }
}
