import { newId } from '#base/id'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { configValue } from '#hub/config'
import { checkNewPassword } from './account/check-new-password.ts'
import { identityError } from './errors.ts'
import { signUpMode } from './identity.config.ts'
import type { IdentityTables } from './identity.tables.ts'
import { hashPassword } from './password.ts'
import { markVerified } from './people.store.ts'
import { insertUser, type User } from './user.store.ts'

type Invited = { readonly email: string; readonly name: string; readonly password: string }

/**
 * Makes the account of somebody who was invited and has proved that the address
 * is theirs. Undefined where the address has an account already, made a moment ago.
 */
export async function createInvitedUser(db: Databases, by: Pick<By, 'now' | 'from'>, input: Invited): Promise<User | undefined> {
  if ((await configValue(db, signUpMode)) === 'closed') throw identityError.sign_up_closed()
  await checkNewPassword(db, input.password, input)
  const passwordHash = await hashPassword(input.password)
  const user = { id: newId(), email: input.email, name: input.name.trim(), isAdmin: false }
  try {
    await db.transaction<IdentityTables, void>('identity', async (tx) => {
      await insertUser(tx, { ...user, passwordHash })
      await markVerified(tx, user.id)
      await record(
        tx,
        { ...by, actorId: user.id, workspaceId: null },
        { action: 'user.signed_up', resourceType: 'user', resourceId: user.id, metadata: { by: 'invitation' } },
      )
    })
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'users_email') return undefined
    throw error
  }
  return { ...user, avatarUrl: null }
}
