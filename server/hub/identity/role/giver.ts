import { type PermissionName, reservedPermissions } from '@steward/contract/permission'
import type { Databases, Scope } from '#db'
import type { By } from '#hub/audit'
import { identityError } from '../errors.ts'

/** What is to be handed on, where and until when. */
export type Handed = {
  readonly permissions: readonly PermissionName[]
  /** Null: in the whole workspace. */
  readonly podId: string | null
  /** Null: for ever. */
  readonly until: Date | null
}

/** Who changes the rights of others, in one workspace. */
export type GiverScope = Scope &
  Pick<By, 'from'> & {
    /** The databases without the wall, by which all processes are told that rights have changed. */
    readonly everywhere: Databases
    /** The first permission that they do not hold there, or not for as long; undefined when they hold them all. */
    readonly lacks: (handed: Handed) => PermissionName | undefined
  }

/** Nobody hands on, changes or takes away what they do not hold themselves. */
export function requireHeld(giver: GiverScope, handed: Handed): void {
  const permission = giver.lacks(handed)
  if (permission !== undefined) throw identityError.more_than_held({ permission })
}

/** What a role that somebody makes may hold. */
export function requireGivable(giver: GiverScope, permissions: readonly PermissionName[]): void {
  const permission = permissions.find((name) => reservedPermissions.includes(name))
  if (permission !== undefined) throw identityError.permission_reserved({ permission })
  requireHeld(giver, { permissions, podId: null, until: null })
}
