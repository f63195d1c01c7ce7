import { expect, test } from 'vitest'
import type { EventEnvelope } from '#db'
import { allSystemRoles, endExpired, roleSubscriptions } from '#hub/identity'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'
import { running, sharedInstallation, until } from '#test/running'
import { findGrants } from '../grants.ts'
import { findMembership } from '../workspace.store.ts'

const approver = allSystemRoles.find(({ name }) => name === 'approver')?.id ?? ''

const give = (by: Client, userId: string, more: object = {}) =>
  by.send('POST', '/role-assignments', { userId, roleId: approver, ...more })

async function mayDecideAt(steward: TestInstallation, userId: string, now: Date): Promise<boolean> {
  const membership = await findMembership(steward.databases, userId)
  if (membership === undefined) return false
  const { everywhere } = await findGrants(steward.databases, { user: { id: userId, isAdmin: false }, membership, now })
  return everywhere.has('effect:decide')
}

/** The actions that were recorded, oldest first, as far as they are of roles. */
async function recorded(steward: TestInstallation): Promise<{ action: string; reason: string | undefined }[]> {
  const { rows } = await steward.databases
    .pool('identity')
    .query<{ payload: { action: string; metadata: { reason?: string } | null } }>(
      `select payload from outbox where type = 'audit.recorded' and payload->>'action' like 'role.%' order by id`,
    )
  return rows.map(({ payload }) => ({ action: payload.action, reason: payload.metadata?.reason }))
}

async function hear(steward: TestInstallation, type: string, payload: Record<string, string>): Promise<void> {
  const event: EventEnvelope = {
    id: payload['workspaceId'] ?? '',
    hub: 'tenant',
    type,
    key: '',
    payload,
    publishedAt: new Date(),
  }
  await steward.databases.transaction('identity', async (tx) => {
    for (const subscription of roleSubscriptions) await subscription.handle(tx as never, [event])
  })
}

test('a role for a time counts until its very moment, also from memory, and is tidied away with a line', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { userId } = await steward.member('viewer')
  const expiresAt = new Date(Date.now() + 1_500)
  await give(owner, userId, { expiresAt: expiresAt.toISOString() })
  const at = (ms: number) => mayDecideAt(steward, userId, new Date(expiresAt.getTime() + ms))

  expect([await at(-1_000), await at(-1), await at(0), await at(1)]).toEqual([true, true, false, false])
  expect(await endExpired(steward.databases, new Date(expiresAt.getTime() - 1))).toBe(0)
  const tidied = await Promise.all([1, 2, 3].map(() => endExpired(steward.databases, expiresAt)))
  expect(tidied.toSorted((a, b) => a - b)).toEqual([0, 0, 1])
  expect((await owner.send('GET', '/role-assignments')).body).toEqual({ items: [], next: null })
  expect(await recorded(steward)).toMatchObject([{ action: 'role.assigned' }, { action: 'role.expired', reason: 'expired' }])
})

test('a role is refused over HTTP as soon as its time is over', async () => {
  await using steward = await testInstallation()
  const member = await steward.member('viewer')
  const endMs = Date.now() + 400
  await give(await steward.owner(), member.userId, { expiresAt: new Date(endMs).toISOString() })
  const holds = async () => (await member.send('GET', '/session')).text.includes('effect:decide')
  expect(await holds()).toBe(true)

  await new Promise((resolve) => setTimeout(resolve, endMs - Date.now() + 5))

  expect(await holds()).toBe(false)
})

test('an assignment is made once, and again when the one before is over', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { userId } = await steward.member('viewer')
  const pod = String((await owner.send('POST', '/pods', { name: 'A' })).body['id'])

  const answers = await Promise.all([1, 2, 3].map(() => give(owner, userId)))
  const forPod = await give(owner, userId, { podId: pod })
  const inPast = await give(owner, userId, { expiresAt: '2020-01-01T00:00:00Z' })
  await steward.databases.pool('identity').query(`update user_role_assignments set expires_at = now() - interval '1 hour'`)
  const again = await give(owner, userId)

  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
  expect([forPod.status, inPast.body['code'], again.status]).toEqual([201, 'identity.role_expires_in_past', 201])
})

test('assignments are listed page by page, and for one person, role or pod', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const people = await Promise.all([1, 2, 3].map(() => steward.member('viewer')))
  for (const { userId } of people) await give(owner, userId)
  const list = async (query: string) => {
    const { items, next } = (await owner.send('GET', `/role-assignments?${query}`)).body as {
      items: { user: { id: string } }[]
      next: string | null
    }
    return { ids: items.map(({ user }) => user.id), next }
  }

  const first = await list('limit=2')
  const second = await list(`limit=2&after=${first.next ?? ''}`)
  const newestFirst = people.map(({ userId }) => userId).toReversed()

  expect([...first.ids, ...second.ids]).toEqual(newestFirst)
  expect(second.next).toBeNull()
  expect((await list(`userId=${people[1]?.userId ?? ''}`)).ids).toEqual([people[1]?.userId])
  expect((await list(`roleId=${approver}`)).ids).toEqual(newestFirst)
  expect((await list(`podId=${approver}`)).ids).toEqual([])
  expect((await owner.send('GET', '/role-assignments?after=nonsense')).status).toBe(400)
})

test('who is removed and comes back has none of the roles from before', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { userId } = await steward.member('viewer')
  await give(owner, userId)
  const before = await findMembership(steward.databases, userId)
  const tenant = steward.databases.pool('tenant')
  await tenant.query('delete from workspace_members where user_id = $1', [userId])
  await tenant.query(
    `insert into workspace_members (id, workspace_id, user_id, role) values (gen_random_uuid(), $1, $2, 'viewer')`,
    [owner.workspaceId, userId],
  )

  expect(await mayDecideAt(steward, userId, new Date())).toBe(false)

  // The removal is heard of late: it takes what belongs to the membership that ended, and nothing newer.
  const anew = await give(owner, userId)
  await hear(steward, 'member.ended', { workspaceId: owner.workspaceId, userId, memberId: before?.memberId ?? '' })
  expect(anew.status).toBe(201)
  expect(await mayDecideAt(steward, userId, new Date())).toBe(true)
  expect((await recorded(steward)).at(-1)).toEqual({ action: 'role.unassigned', reason: 'member_ended' })
})

test('a removal at the same moment waits for the assignment, or the assignment finds nobody', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const people = await Promise.all(Array.from({ length: 6 }, () => steward.member('viewer')))
  const remove = (userId: string) =>
    steward.databases.pool('tenant').query('delete from workspace_members where user_id = $1', [userId])

  const answers = await Promise.all(
    people.map(async ({ userId }, index) => {
      if (index % 2 === 1) await remove(userId)
      const giving = give(owner, userId)
      await remove(userId)
      return await giving
    }),
  )

  for (const answer of answers) expect([201, 404]).toContain(answer.status)
  for (const { userId } of people) expect(await mayDecideAt(steward, userId, new Date())).toBe(false)
})

test('an assignment holds the membership and the pod that it is for', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { userId } = await steward.member('viewer')
  const pod = String((await owner.send('POST', '/pods', { name: 'A' })).body['id'])
  const blocker = await steward.databases.client('identity')
  // The assignment stops in the middle, where it checks for a role that somebody else is just changing.
  const role = (await owner.send('POST', '/roles', { name: 'Slow', permissions: [] })).body as { id: string }
  await blocker.query('begin')
  await blocker.query('select from user_roles where id = $1 for update', [role.id])
  const giving = owner.send('POST', '/role-assignments', { userId, roleId: role.id, podId: pod })
  const tenant = steward.databases.pool('tenant')
  const isHeld = async (table: string, column: string, id: string) => {
    const { rows } = await tenant.query(`select from ${table} where ${column} = $1 for update skip locked`, [id])
    return rows.length === 0
  }

  const held = await until(
    async () => [await isHeld('workspace_members', 'user_id', userId), await isHeld('pods', 'id', pod)],
    ([member, place]) => member === true && place === true,
  )
  await blocker.query('rollback')
  await blocker.end()

  expect(held).toEqual([true, true])
  expect((await giving).status).toBe(201)
})

test('a deleted pod takes the roles with it that were given for it', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const member = await steward.member('viewer')
  const pod = String((await owner.send('POST', '/pods', { name: 'A' })).body['id'])
  await give(owner, member.userId, { podId: pod })
  await give(owner, member.userId)

  await owner.send('DELETE', `/pods/${pod}`)
  const { rows } = await steward.databases
    .pool('tenant')
    .query<{ payload: Record<string, string> }>(`select payload from outbox where type = 'pod.deleted'`)
  await hear(steward, 'pod.deleted', rows[0]?.payload ?? {})

  const left = (await owner.send('GET', '/role-assignments')).body['items'] as { pod: unknown }[]
  expect(left.map((one) => one.pod)).toEqual([null])
  expect((await recorded(steward)).at(-1)).toEqual({ action: 'role.unassigned', reason: 'pod_deleted' })
})

test('nothing is left of a workspace that is gone, and nothing of others goes', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  await owner.send('POST', '/roles', { name: 'Ours', permissions: [] })
  await stranger.send('POST', '/roles', { name: 'Theirs', permissions: [] })

  await hear(steward, 'workspace.purged', { workspaceId: owner.workspaceId })

  const { rows } = await steward.databases.pool('identity').query('select name from user_roles where not is_system')
  expect(rows).toEqual([{ name: 'Theirs' }])
})

test('a role that is taken away in one process is gone in the other with its next request', async () => {
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using other = await running(shared)
  const headers = await one.member('viewer')
  const { items } = (await one.api('GET', '/permissions/holders?permission=workflow:read')).body as {
    items: { user: { id: string; name: string } }[]
  }
  const userId = items.find(({ user }) => user.name === 'Someone')?.user.id
  const holdsAt = async (url: string) =>
    (await (await fetch(`${url}/api/v1/session`, { headers })).text()).includes('effect:decide')
  expect(await holdsAt(other.url)).toBe(false)

  const given = await one.api('POST', '/role-assignments', { userId, roleId: approver })
  await until(
    () => holdsAt(other.url),
    (holds) => holds,
    1_000,
  )
  await one.api('DELETE', `/role-assignments/${String(given.body['id'])}`)
  // Less than answers are kept in memory without being told.
  await until(
    () => holdsAt(other.url),
    (holds) => !holds,
    1_000,
  )

  expect(await holdsAt(one.url)).toBe(false)
})
