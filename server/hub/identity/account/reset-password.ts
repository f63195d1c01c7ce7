import type { Transaction } from 'kysely'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { queueMail } from '#mail'
import { reopenAccount } from '../attempts.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { hashPassword } from '../password.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import type { User } from '../user.store.ts'
import { type Account, changeAccount, findAccount, findToken, lockAccount, takeToken } from './account.store.ts'
import { checkNewPassword } from './check-new-password.ts'
import { endAccess, takeOver } from './end-access.ts'
import { accountError } from './errors.ts'

type Given = { readonly db: Databases; readonly box: SecretBox }
type Asker = Pick<Visitor, 'now' | 'from'>

/** Sets a new password by the link in a mail. Every session, token and other link of the account ends. */
export async function resetPassword(
  given: Given,
  visitor: Asker,
  link: { readonly token: string; readonly password: string },
): Promise<User> {
  const { db } = given
  const { now, from } = visitor
  const tokenHash = hashToken(link.token)
  const builder = db.kysely<IdentityTables>('identity')
  const token = await findToken(builder, tokenHash, now)
  const account = token?.purpose === 'password_reset' ? await findAccount(builder, token.userId) : undefined
  if (account === undefined) throw accountError.link_not_valid()
  await checkNewPassword(db, link.password, account)
  const passwordHash = await hashPassword(link.password)
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const taken = await takeToken(tx, tokenHash, ['password_reset'], now)
    const locked = taken === undefined ? undefined : await lockAccount(tx, taken.userId)
    if (locked === undefined) throw accountError.link_not_valid()
    await takeOver(tx, locked, now)
    await setPassword({ tx, box: given.box }, visitor, { account: locked, passwordHash, action: 'user.password_reset' })
    await endAccess(tx, locked.id, { now })
  })
  await forgetCallers(db)
  await reopenAccount(db, { account: account.email.toLowerCase(), address: from.address, now })
  return account
}

/** Stores the hash, writes it down and tells the person, in the caller's transaction. */
export async function setPassword(
  { tx, box }: { readonly tx: Transaction<IdentityTables>; readonly box: SecretBox },
  { now, from }: Asker,
  change: {
    readonly account: Account
    readonly passwordHash: string
    readonly action: 'user.password_reset' | 'user.password_changed'
  },
): Promise<void> {
  const { account, passwordHash, action } = change
  await changeAccount(tx, account.id, { passwordHash })
  await record(
    tx,
    { now, from, actorId: account.id, workspaceId: null },
    { action, resourceType: 'user', resourceId: account.id },
  )
  await queueMail(tx, box, {
    template: 'password_changed',
    to: account.email,
    name: account.name,
    at: now.toISOString(),
    address: from.address,
    expiresAt: new Date(now.getTime() + 86_400_000),
  })
}
