import type { Generated } from 'kysely'

export type NoticeKind = 'asked' | 'changed' | 'note' | 'told'

export type SlackTables = {
  slack_notices: {
    id: string
    workspace_id: string
    /** Null of what stands in the channel by itself, which is `told`. */
    approval_id: string | null
    kind: NoticeKind
    text: string | null
    path: string | null
    tries: Generated<number>
    next_try_at: Generated<Date>
    created_at: Generated<Date>
  }
  slack_messages: {
    approval_id: string
    workspace_id: string
    channel: string
    ts: string
    created_at: Generated<Date>
  }
  slack_people: {
    workspace_id: string
    team_id: string
    slack_user_id: string
    user_id: string
    created_at: Generated<Date>
  }
  slack_invitations: {
    token_hash: Buffer
    workspace_id: string
    team_id: string
    slack_user_id: string
    expires_at: Date
    created_at: Generated<Date>
  }
}
