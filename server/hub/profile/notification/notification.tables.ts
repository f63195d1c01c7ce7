import type { MailCadence, NotificationKind } from '@steward/contract/notification'
import type { ColumnType, Generated } from 'kysely'

/** Names and numbers for a sentence. */
export type Parts = Readonly<Record<string, string | number | null>>

/** Rows of the schema `profile` about what people are told. */
export type NotificationTables = {
  notifications: {
    id: string
    workspace_id: string | null
    user_id: string
    kind: NotificationKind
    subject: string
    parts: ColumnType<Parts, unknown, unknown>
    path: string
    count: number
    in_app: boolean
    mail: MailCadence
    mail_at: Date | null
    read_at: Date | null
    alerted_at: Date
    created_at: Date
    updated_at: Date
  }
  notification_settings: { user_id: string; kind: NotificationKind; in_app: boolean; mail: MailCadence; push: boolean }
  digest_settings: { user_id: string; hour: Generated<number>; weekday: Generated<number> }
}

export type NotificationRow = {
  readonly id: string
  readonly workspace_id: string | null
  readonly user_id: string
  readonly kind: NotificationKind
  readonly parts: Parts
  readonly path: string
  readonly count: number
  readonly read_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}
