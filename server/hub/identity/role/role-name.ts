import { systemRoleNames } from '@steward/contract/permission'
import { identityError } from '../errors.ts'

/** A name as it is stored. One of the system's would mislead whoever reads it. */
export function roleName(wanted: string): string {
  const name = wanted.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  if (name === '' || /\p{Cc}|\p{Cf}/u.test(name)) throw identityError.role_name_unreadable()
  if (systemRoleNames.some((one) => one === name.toLowerCase())) throw identityError.role_name_taken({ name })
  return name
}
