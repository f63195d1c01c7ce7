import type { Databases } from '#db'
import { configValue } from '#hub/config'
import { secondFactorRequired } from '../identity.config.ts'
import type { User } from '../user.store.ts'

type Who = {
  readonly user: Pick<User, 'isAdmin'>
  readonly hasSecondFactor: boolean
  /** Where they act. */
  readonly workspaceId: string
}

/**
 * Whether somebody has to set up a second factor before they may do anything else. What an administrator does reaches
 * every workspace, so for them what holds for the installation counts wherever they act.
 */
export async function owesSecondFactor(db: Databases, { user, hasSecondFactor, workspaceId }: Who): Promise<boolean> {
  if (hasSecondFactor) return false
  if (await configValue(db, secondFactorRequired, { workspaceId })) return true
  return user.isAdmin && (await configValue(db, secondFactorRequired))
}
