import { type SecretBox, SecretBoxError } from '#base/secret-box'
import { accessError } from '../errors.ts'

/** Passwords, or references that name where they are kept. */
export type Passwords = { readonly read: string; readonly write: string | null }

type Owner = { readonly id: string; readonly workspaceId: string; readonly name: string }

/** Bound to record and workspace: copied into another row, the box does not open. */
const contextOf = ({ id, workspaceId }: Omit<Owner, 'name'>) => `instance ${workspaceId} ${id}`

export const lockPasswords = (box: SecretBox, owner: Omit<Owner, 'name'>, passwords: Passwords): string =>
  box.lock(JSON.stringify(passwords), contextOf(owner))

export function openPasswords(box: SecretBox, owner: Owner, locked: string): Passwords {
  try {
    return JSON.parse(box.open(locked, contextOf(owner))) as Passwords
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error
    throw accessError.passwords_lost({ name: owner.name, reason: error.message }, error)
  }
}
