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
  refuseWeak(password, of)
}

/** For where the length is looked at elsewhere. */
export function refuseWeak(password: string, { name, email }: PasswordOf): void {
  const weakness = weaknessOf(password, [name, email, 'steward'])
  if (weakness !== undefined) throw accountError[`password_${weakness}`]()
}
