import type { Generated } from 'kysely'

/** Rows of the schema `identity`. */
export type IdentityTables = {
  users: {
    id: string
    email: string
    name: string
    password_hash: string
    avatar_url: string | null
    is_active: Generated<boolean>
    is_verified: Generated<boolean>
    is_admin: Generated<boolean>
    last_login_at: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
    deleted_at: Date | null
  }
  installation: { only_row: Generated<boolean>; owner_id: string; created_at: Generated<Date> }
  user_sessions: {
    id: string
    user_id: string
    token_hash: Buffer
    ip_address: string | null
    user_agent: string | null
    is_active: Generated<boolean>
    expires_at: Date
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  api_keys: {
    id: string
    user_id: string
    name: string
    key_prefix: string
    key_hash: Buffer
    scopes: string[]
    is_active: Generated<boolean>
    expires_at: Date | null
    last_used_at: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}
