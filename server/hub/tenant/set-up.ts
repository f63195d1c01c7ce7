import { AppError } from '#base/error'
import type { Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import type { Databases } from '#db'
import type { By } from '#hub/audit'
import { createOwner, findOwnerId, type NewOwner, type User } from '#hub/identity'
import { ensureOwnWorkspace, type Membership } from './workspace.store.ts'

const firstWorkspaceName = 'My workspace'

/** Makes the owner and their workspace. Refused once there is an owner. */
export async function setUp(
  db: Databases,
  by: Pick<By, 'now' | 'from'>,
  input: NewOwner,
): Promise<{ user: User; membership: Membership }> {
  const user = await createOwner(db, by, input)
  return { user, membership: await ensureFirstWorkspace(db, user.id, by.now) }
}

/**
 * The membership of a user in no workspace: they get one of their own. For the
 * owner a set-up may have broken off before it was made; others have left theirs, or deleted it.
 */
export async function ensureFirstWorkspace(db: Databases, userId: string, now: Date): Promise<Membership> {
  return await ensureOwnWorkspace(db, { userId, name: firstWorkspaceName, now })
}

/** Sets the installation up from its settings, without a browser. Does nothing where there is an owner. */
export async function ensureOwner(
  db: Databases,
  owner: NonNullable<Settings['owner']>,
  now: Date,
): Promise<'created' | 'exists'> {
  if ((await findOwnerId(db)) !== undefined) return 'exists'
  const name = owner.email.split('@', 1)[0] || owner.email
  try {
    await setUp(db, { now }, { ...owner, name })
    return 'created'
  } catch (error) {
    // Another process of the same installation was quicker.
    if (error instanceof AppError && error.code === 'identity.owner_exists') return 'exists'
    if (error instanceof AppError && error.code === 'identity.email_not_usable')
      throw new StartError(`STEWARD_OWNER_EMAIL cannot be used. ${error.message}`)
    if (error instanceof AppError && error.code.startsWith('identity.password_'))
      throw new StartError(`STEWARD_OWNER_PASSWORD cannot be used. ${error.message}`)
    throw error
  }
}
