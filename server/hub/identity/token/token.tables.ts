import type { Generated } from 'kysely'
import type { IdentityTables } from '../identity.tables.ts'

/** Rows of the schema `identity` that tokens live in, beside those of people. */
export type TokenTables = Pick<IdentityTables, 'users' | 'user_sessions'> & {
  token_signing_keys: {
    id: string
    public_key: { readonly [member: string]: unknown }
    /** Locked. */
    private_key: string
    signs_from: Date
    trusted_until: Date | null
    created_at: Generated<Date>
  }
  token_families: {
    id: string
    user_id: string
    bound_workspace_id: string
    client_name: string
    client_hash: Buffer
    scopes: string[]
    ip_address: string | null
    user_agent: string | null
    last_used_at: Date
    expires_at: Date
    revoked_at: Date | null
    created_at: Generated<Date>
  }
  refresh_tokens: {
    id: string
    family_id: string
    user_id: string
    token_hash: Buffer
    predecessor_id: string | null
    successor_salt: Buffer | null
    expires_at: Date
    revoked_at: Date | null
    created_at: Generated<Date>
  }
  access_token_blacklist: { id: string; token_hash: Buffer; user_id: string; expires_at: Date; created_at: Generated<Date> }
  user_token_invalidation: { user_id: string; invalidated_at: Date; generation: number }
}
