import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import { publish } from '#db'
import { record } from '#hub/audit'
import { queueMail } from '#mail'
import type { IdentityTables } from '../identity.tables.ts'
import { hashPassword } from '../password.ts'
import type { Visitor } from '../session/visitor.ts'
import { insertUser, type User } from '../user.store.ts'
import { changeAccount, findAccountByEmail, isAddressTaken, lockAddress } from './account.store.ts'
import { readAddress } from './email-address.ts'
import { takeOver } from './end-access.ts'
import { accountError } from './errors.ts'

export type NewAccount = { readonly email: string; readonly name: string; readonly password: string }
/** Without a password for who comes by a provider. */
type Prepared = { readonly email: string; readonly name: string; readonly passwordHash: string | null }
type Asker = Pick<Visitor, 'now' | 'from'>

/** A workspace of their own is made by the hub that hears this. */
export const signedUp = 'user.signed_up'

/** Does the costly part before a transaction begins. */
export async function prepareAccount({ email, name, password }: NewAccount): Promise<Prepared> {
  return { email: readAddress(email), name, passwordHash: await hashPassword(password) }
}

/**
 * Makes the account of somebody who has proved the address, in the caller's transaction. One that was made before
 * without a proof becomes theirs, and whatever its maker had set up is gone.
 */
export async function insertAccount(
  { tx, box }: { readonly tx: Transaction<IdentityTables>; readonly box: SecretBox },
  { now, from }: Asker,
  { email, name, passwordHash }: Prepared,
): Promise<User> {
  await lockAddress(tx, email)
  const former = await findAccountByEmail(tx, email)
  if (former?.isVerified === true) throw accountError.account_exists()
  const user: User = { id: former?.id ?? newId(), email, name, avatarUrl: null, isAdmin: former?.isAdmin ?? false }
  if (former === undefined) await insertUser(tx, { ...user, passwordHash }).catch(refuseTaken)
  else await takeOver(tx, former, now)
  await changeAccount(tx, user.id, { name, passwordHash, isVerified: true })
  const by = { now, from, actorId: user.id, workspaceId: null }
  await record(tx, by, {
    action: 'user.signed_up',
    resourceType: 'user',
    resourceId: user.id,
    metadata: { tookOver: former !== undefined },
  })
  await publish(tx, { type: signedUp, key: user.id, payload: { userId: user.id } })
  await queueMail(tx, box, { template: 'welcome', to: email, name, expiresAt: new Date(now.getTime() + 7 * 86_400_000) })
  return user
}

/** Somebody else was quicker by a way that takes no lock. */
function refuseTaken(error: unknown): never {
  throw isAddressTaken(error) ? accountError.account_exists() : error
}
