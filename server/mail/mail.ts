/** What a mail tells; each template knows its words. Names and places come from people and are made harmless when they are written. */
export type MailContent =
  /** To an address that somebody gave at sign-up: not even a name, which a stranger could have filled with advertising. */
  | { readonly template: 'verify'; readonly path: string }
  /** To the owner of an address that somebody gave at sign-up. */
  | { readonly template: 'account_exists'; readonly name: string }
  | { readonly template: 'welcome'; readonly name: string }
  | { readonly template: 'password_reset'; readonly name: string; readonly path: string; readonly address: string }
  | { readonly template: 'magic_link'; readonly name: string; readonly path: string; readonly address: string }
  | { readonly template: 'password_changed'; readonly name: string; readonly at: string; readonly address: string }
  | {
      readonly template: 'new_sign_in'
      readonly name: string
      readonly at: string
      readonly address: string
      /** Browser and system in words. */
      readonly device: string
    }
  /** The second factor was switched on or off, recovery codes made anew, a way to sign in linked: `what` is the sentence. */
  | {
      readonly template: 'security_changed'
      readonly name: string
      readonly what: string
      readonly at: string
      readonly address: string
    }
  | {
      readonly template: 'invitation'
      readonly workspace: string
      readonly inviter: string
      readonly role: string
      readonly path: string
    }
  /** To the present address, which must agree as well. */
  | { readonly template: 'email_old'; readonly name: string; readonly newEmail: string; readonly path: string }
  | { readonly template: 'email_new'; readonly name: string; readonly path: string }
  | { readonly template: 'email_changed'; readonly name: string; readonly oldEmail: string; readonly newEmail: string }
  | { readonly template: 'lockout'; readonly name: string; readonly at: string; readonly path: string }
  | { readonly template: 'account_deleted'; readonly name: string; readonly at: string }
  /** To somebody who may decide; the link decides once. What will happen comes from a workflow, so it is text like a name. */
  | {
      readonly template: 'approval_asked'
      readonly why: 'asked' | 'reminded' | 'escalated' | 'delegated'
      readonly name: string
      readonly workspace: string
      readonly title: string
      readonly environment: string
      readonly target: string | null
      readonly requester: string | null
      readonly policies: readonly string[]
      readonly until: string
      readonly path: string
    }
  /** To the one who asked. */
  | {
      readonly template: 'approval_decided'
      readonly outcome: 'approved' | 'rejected' | 'changes_requested' | 'expired'
      readonly name: string
      readonly workspace: string
      readonly title: string
      readonly by: string | null
      readonly reason: string | null
      readonly path: string
    }
  /** To who submitted a database query and who receives its result, which is never in the mail. */
  | {
      readonly template: 'query_executed'
      readonly outcome: 'completed' | 'failed' | 'in_doubt'
      readonly name: string
      readonly workspace: string
      readonly query: string
      readonly instance: string
      readonly environment: string
      /** Null to the requester. */
      readonly requester: string | null
      /** What has become of it, in sentences. */
      readonly text: string
      readonly path: string
    }
  /** What somebody was told and has not read. */
  | {
      readonly template: 'notifications'
      readonly name: string
      /** Of a day or a week, and not of this moment. */
      readonly isDigest: boolean
      readonly lines: readonly NotificationLine[]
      /** How many there are beside the lines. */
      readonly more: number
      readonly unsubscribePath: string
    }

export type NotificationLine = {
  readonly text: string
  readonly path: string
  /** Null: it is about the account. */
  readonly workspace: string | null
  readonly at: string
}

/** `path` is below the address of the installation, such as `/reset#…`; `at` is an ISO time. */
export type Mail = MailContent & {
  /** One address, without a name. */
  readonly to: string
  /** When the mail makes no sense any more, such as the end of the link in it; then it is not sent. */
  readonly expiresAt: Date
}

export type TemplateName = MailContent['template']

/** One plain address: nothing that a header or a list of addresses could be made of. */
const plainAddress = /^[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]{1,255}$/u

export const isPlainAddress = (address: string): boolean => address.length <= 255 && plainAddress.test(address)
