import type { Member } from '@steward/contract/api/member'
import { can } from '@steward/contract/permission'
import { findPeople, findPeopleNamed } from '#hub/identity'
import type { ActingScope } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { type ListedMember, listMemberRows, memberIds } from './member.store.ts'

type Query = { readonly after?: string | undefined; readonly limit?: number | undefined; readonly search?: string | undefined }

export async function listMembers(
  scope: ActingScope,
  { after, limit = 50, search }: Query,
): Promise<{ items: Member[]; next: string | null }> {
  const { db, workspaceId } = scope
  const wanted = search === undefined || search.trim() === '' ? undefined : search.trim()
  const userIds = wanted === undefined ? undefined : await findPeopleNamed(db, await memberIds(db, workspaceId), wanted)
  const rows = await listMemberRows(db, { workspaceId, userIds }, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return { items: await inFull(scope, page), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

export async function showMember(scope: ActingScope, userId: string): Promise<Member> {
  const { db, workspaceId } = scope
  const [member] = await inFull(
    scope,
    await listMemberRows(db, { workspaceId, userIds: [userId] }, { after: undefined, limit: 1 }),
  )
  if (member === undefined) throw tenantError.member_not_found()
  return member
}

async function inFull({ db, actor }: ActingScope, rows: readonly ListedMember[]): Promise<Member[]> {
  const people = await findPeople(
    db,
    rows.map((row) => row.userId),
  )
  const mayManage = can(actor.grants, 'member:manage')
  return rows.map(({ userId, role, joinedAt, lastSeenAt }) => {
    const person = people.get(userId)
    return {
      userId,
      name: person?.name ?? '',
      email: person?.email ?? '',
      role,
      joinedAt: joinedAt.toISOString(),
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      hasSecondFactor: mayManage ? (person?.hasSecondFactor ?? false) : null,
    }
  })
}
