import type { SecretBox } from '#base/secret-box'
import { findUserNames } from '#hub/identity'
import type { Role } from '#http'
import { queueMail } from '#mail'
import type { ActingScope } from '../acting.ts'
import type { TenantTx } from '../lock-workspace.store.ts'

const lifeDays = 7

export const expiryOf = (now: Date): Date => new Date(now.getTime() + lifeDays * 86_400_000)

/** Behind `#`, so that browsers send the secret to nobody. */
export const pathOf = (token: string): string => `/invitation#${token}`

type Letter = {
  readonly token: string
  readonly to: string
  readonly role: Role
  readonly workspaceName: string
  readonly inviter: string
  readonly expiresAt: Date
}

/** Puts the mail of an invitation into the transaction that makes the invitation. */
export async function sendInvitation(tx: TenantTx, box: SecretBox, letter: Letter): Promise<void> {
  const { token, to, role, workspaceName: workspace, inviter, expiresAt } = letter
  await queueMail(tx, box, { template: 'invitation', to, workspace, inviter, role, path: pathOf(token), expiresAt })
}

export async function inviterName({ db, actor }: ActingScope): Promise<string> {
  return (await findUserNames(db, [actor.userId])).get(actor.userId) ?? ''
}
