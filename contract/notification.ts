import type { PermissionName } from './permission.ts'

/** When a notification is written by mail. */
export const mailCadences = ['at_once', 'daily', 'weekly', 'never'] as const
export type MailCadence = (typeof mailCadences)[number]

export type NotificationKindFacts = {
  /** What somebody has to be allowed to see for being told; null: it is about the person. */
  readonly permission: PermissionName | null
  /** How people are told who have not said otherwise. */
  readonly inApp: boolean
  readonly mail: MailCadence
  readonly push: boolean
  /**
   * Where something of its own is written by mail: `own`, at once, with what belongs into it, such as a link that decides;
   * `always`, whatever somebody wants, because it is about the safety of the account.
   */
  readonly writes?: 'own' | 'always'
}

/** What people can be told about. The words for each are the reader's: a notification holds names, never sentences. */
export const notificationKinds = {
  execution_failed: { permission: 'execution:read', inApp: true, mail: 'at_once', push: true },
  workflow_recovered: { permission: 'execution:read', inApp: true, mail: 'daily', push: false },
  effect_in_doubt: { permission: 'execution:read', inApp: true, mail: 'at_once', push: true },
  schedule_missed: { permission: 'execution:read', inApp: true, mail: 'daily', push: false },
  connection_stopped: { permission: 'connection:read', inApp: true, mail: 'at_once', push: true },
  approval_asked: { permission: null, inApp: true, mail: 'at_once', push: true, writes: 'own' },
  approval_expiring: { permission: null, inApp: true, mail: 'at_once', push: true, writes: 'own' },
  approval_decided: { permission: null, inApp: true, mail: 'at_once', push: true, writes: 'own' },
  query_decided: { permission: 'query:read', inApp: true, mail: 'daily', push: true },
  query_done: { permission: 'query:read', inApp: true, mail: 'at_once', push: false, writes: 'own' },
  task_finished: { permission: null, inApp: true, mail: 'never', push: true },
  member_joined: { permission: 'member:read', inApp: true, mail: 'daily', push: false },
  new_sign_in: { permission: null, inApp: true, mail: 'at_once', push: true, writes: 'always' },
} as const satisfies Record<string, NotificationKindFacts>

export type NotificationKind = keyof typeof notificationKinds
export const notificationKindNames = Object.keys(notificationKinds) as readonly NotificationKind[]

export const factsOfKind = (kind: NotificationKind): NotificationKindFacts => notificationKinds[kind]

export const isNotificationKind = (kind: unknown): kind is NotificationKind =>
  typeof kind === 'string' && Object.hasOwn(notificationKinds, kind)
