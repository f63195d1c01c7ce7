import type { Holder, Person, Reason } from '@steward/contract/api/role'
import type { PermissionName } from '@steward/contract/permission'
import type { Scope } from '#db'
import { tenantError } from '../errors.ts'
import { type Holding, isInForce } from '../holding.ts'
import { findHolders } from './find-holders.ts'
import { namesFor } from './naming.ts'

type Question = { readonly permission: PermissionName; readonly podId: string | null }
type Explanation = { user: Person; allowed: boolean; because: Reason[]; elsewhere: Reason[] }

/** Why a member may do something, or may not: of what they hold, all that allows it, here and elsewhere. */
export async function explainPermission(scope: Scope, userId: string, question: Question): Promise<Explanation> {
  const { holders } = await findHolders(scope, [userId])
  const [holder] = holders
  if (holder === undefined) throw tenantError.member_not_found()
  const allowing = holder.holdings.filter((one) => isInForce(one, scope.now) && one.permissions.includes(question.permission))
  const names = await namesFor(scope, [userId, ...allowing.map((one) => one.by)])
  const because = allowing.filter((one) => isFor(one, question.podId))
  return {
    user: names.person(userId),
    allowed: because.length > 0,
    because: because.map(names.reason),
    elsewhere: allowing.filter((one) => !because.includes(one)).map(names.reason),
  }
}

const isFor = (holding: Holding, podId: string | null) => holding.podId === null || holding.podId === podId

/** Who may do something, in the whole workspace or on what belongs to a pod. */
export async function listPermissionHolders(scope: Scope, { permission, podId }: Question) {
  return await listHoldersWith(scope, (one) => one.permissions.includes(permission) && isFor(one, podId))
}

/** Who has a role now, in the whole workspace or for a pod. */
export async function listRoleHolders(scope: Scope, roleId: string) {
  return await listHoldersWith(scope, (one) => one.roleId === roleId)
}

async function listHoldersWith(
  scope: Scope,
  matters: (holding: Holding) => boolean,
): Promise<{ items: Holder[]; more: boolean }> {
  const { holders, more } = await findHolders(scope)
  const found = holders
    .map(({ userId, holdings }) => ({ userId, because: holdings.filter((one) => isInForce(one, scope.now) && matters(one)) }))
    .filter(({ because }) => because.length > 0)
  const names = await namesFor(
    scope,
    found.flatMap(({ userId, because }) => [userId, ...because.map((one) => one.by)]),
  )
  return { items: found.map(({ userId, because }) => ({ user: names.person(userId), because: because.map(names.reason) })), more }
}
