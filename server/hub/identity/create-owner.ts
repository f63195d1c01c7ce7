import { newId } from '#base/id'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { checkNewPassword } from './account/check-new-password.ts'
import { readAddress } from './account/email-address.ts'
import { identityError } from './errors.ts'
import type { IdentityTables } from './identity.tables.ts'
import { hashPassword } from './password.ts'
import { claimInstallation, findOwnerId, insertUser, type User } from './user.store.ts'

export type NewOwner = { readonly email: string; readonly password: string; readonly name: string }

/** Makes the first owner of the installation. Of several at once exactly one succeeds, the others are refused. */
export async function createOwner(db: Databases, by: Pick<By, 'now' | 'from'>, input: NewOwner): Promise<User> {
  // Asked before the costly hash, so that a set-up page left open to the world is no place to burn our time.
  if ((await findOwnerId(db)) !== undefined) throw identityError.owner_exists()
  const email = readAddress(input.email)
  await checkNewPassword(db, input.password, input)
  const passwordHash = await hashPassword(input.password)
  const user = { id: newId(), email, name: input.name.trim(), isAdmin: true }

  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    if (!(await claimInstallation(tx, user.id))) throw identityError.owner_exists()
    await insertUser(tx, { ...user, passwordHash })
    await record(
      tx,
      { ...by, actorId: user.id, workspaceId: null },
      { action: 'user.owner_created', resourceType: 'user', resourceId: user.id },
    )
  })
  return { ...user, avatarUrl: null }
}
