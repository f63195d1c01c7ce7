import type { Generated } from 'kysely'

/** Rows of the schema `profile` about browsers that are told things while Steward is closed there. */
export type PushTables = {
  push_subscriptions: {
    id: string
    user_id: string
    endpoint_hash: Buffer
    service: string
    device: string | null
    locked: string
    created_at: Date
    last_sent_at: Date | null
  }
  push_messages: { id: string; subscription_id: string; notification_id: string; tries: Generated<number>; due_at: Date }
  push_keys: { id: number; public_key: string; private_key: string }
}
