import type { Databases } from '#db'
import { configValue } from '#hub/config'
import { passwordLengthMin } from '../identity.config.ts'
import { accountError } from './errors.ts'
import { weaknessOf } from './weakness.ts'

export type PasswordOf = { readonly name: string; readonly email: string }

/** Refuses a new password that is too short, or that whoever guesses would try early. Those that exist stay as they are. */
export async function checkNewPassword(db: Databases, password: string, of: PasswordOf): Promise<void> {
  const lengthMin = await configValue(db, passwordLengthMin)
  if (Array.from(password.normalize('NFKC')).length < lengthMin) throw accountError.password_short({ lengthMin })
  const weakness = weaknessOf(password, [of.name, of.email, 'steward'])
  if (weakness !== undefined) throw accountError[`password_${weakness}`]()
}
