import type { ProviderKind } from '@steward/contract/api/provider'
import type { Generated } from 'kysely'

/** Rows of the schema `identity`. */
export type IdentityTables = {
  users: {
    id: string
    email: string
    name: string
    /** Null for who has no password and comes by a provider. */
    password_hash: string | null
    avatar_url: string | null
    is_active: Generated<boolean>
    is_verified: Generated<boolean>
    is_admin: Generated<boolean>
    two_factor_enabled: Generated<boolean>
    two_factor_secret: Generated<string | null>
    two_factor_last_step: Generated<string | null>
    two_factor_failures: Generated<number>
    two_factor_locked_until: Generated<Date | null>
    last_login_at: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
    deleted_at: Date | null
    purged_at: Generated<Date | null>
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
    authenticated_at: Date
    method: string
    last_used_at: Date
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
    allowed_addresses: Generated<string[]>
    bound_workspace_id: Generated<string | null>
    last_used_ip: Generated<string | null>
    previous_key_hash: Generated<Buffer | null>
    previous_valid_until: Generated<Date | null>
    rotated_at: Generated<Date | null>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  recovery_codes: { id: string; user_id: string; code_hash: Buffer; used_at: Date | null; created_at: Generated<Date> }
  sign_in_challenges: {
    id: string
    user_id: string
    method: string
    ticket_hash: Buffer
    browser_hash: Buffer
    tries: Generated<number>
    expires_at: Date
    created_at: Generated<Date>
  }
  identity_providers: {
    id: string
    name: string
    kind: ProviderKind
    label: string
    issuer: string
    client_id: string
    client_secret: string
    scopes: string[]
    allowed_domains: string[]
    creates_accounts: boolean
    trusts_email: boolean
    is_active: Generated<boolean>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  oauth_providers: {
    id: string
    user_id: string
    provider: string
    provider_user_id: string
    email: string | null
    access_token: string | null
    refresh_token: string | null
    token_expires_at: Date | null
    scopes: string[]
    last_used_at: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  provider_visits: {
    id: string
    provider: string
    purpose: 'sign_in' | 'link' | 'step_up'
    session_id: string | null
    state_hash: Buffer
    browser_hash: Buffer
    secrets: string
    next: string | null
    expires_at: Date
    created_at: Generated<Date>
  }
  sign_ups: {
    id: string
    email: string
    name: string
    token_hash: Buffer
    expires_at: Date
    created_at: Generated<Date>
  }
  account_tokens: {
    id: string
    user_id: string
    purpose: 'password_reset' | 'magic_link' | 'unlock' | 'email_old' | 'email_new'
    token_hash: Buffer
    browser_hash: Buffer | null
    new_email: string | null
    used_at: Date | null
    expires_at: Date
    created_at: Generated<Date>
  }
  attempts: {
    key: Buffer
    tries: number
    round_ends_at: Date
    strikes: Generated<number>
    blocked_until: Date | null
    expires_at: Date
  }
  mails: {
    id: string
    template: string
    locked: string
    tries: Generated<number>
    next_try_at: Generated<Date>
    expires_at: Date
    created_at: Generated<Date>
  }
}
