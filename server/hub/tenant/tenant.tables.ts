import type { BusinessHours } from '@steward/contract/api/workspace'
import type { ColumnType, Generated } from 'kysely'
import type { Role } from '#http'

/** Rows of the schema `tenant`. */
export type TenantTables = {
  workspaces: {
    id: string
    name: string
    description: string | null
    owner_id: string
    settings: Generated<Record<string, unknown>>
    is_active: Generated<boolean>
    created_at: Generated<Date>
    updated_at: Generated<Date>
    slug: string | null
    visibility: Generated<'PRIVATE' | 'PUBLIC'>
    deleted_at: Date | null
    deleted_by: string | null
    purge_at: Date | null
  }
  workspace_members: {
    id: string
    workspace_id: string
    user_id: string
    role: Role
    invited_by: string | null
    accepted_at: Date | null
    created_at: Generated<Date>
    last_seen_at: Date | null
  }
  tenant_profiles: {
    workspace_id: string
    industry: string | null
    company_size: string | null
    website: string | null
    timezone: string | null
    currency: string | null
    language: string | null
    /** Written by `jsonb`. */
    business_hours: ColumnType<BusinessHours | null, unknown, unknown>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  workspace_logos: {
    workspace_id: string
    media_type: 'image/png' | 'image/jpeg' | 'image/webp'
    image: Buffer
    digest: string
    updated_at: Generated<Date>
  }
  invitations: {
    id: string
    workspace_id: string
    email: string
    role: Role
    status: Generated<'pending' | 'accepted' | 'revoked' | 'expired'>
    token_hash: Buffer
    link_hash: Buffer | null
    link_vouched: Generated<boolean>
    invited_by: string
    accepted_by: string | null
    accepted_at: Date | null
    sent_count: Generated<number>
    sent_at: Date
    expires_at: Date
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  ownership_transfers: {
    workspace_id: string
    from_user_id: string
    to_user_id: string
    expires_at: Date
    created_at: Generated<Date>
  }
}
