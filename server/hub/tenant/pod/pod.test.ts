import { systemRoles } from '@steward/contract/permission'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'

const makePod = async (by: Client, name: string) => String((await by.send('POST', '/pods', { name })).body['id'])

/** A viewer who may do this for one pod. */
async function podRole(steward: TestInstallation, podId: string, permissions: readonly string[]) {
  const owner = await steward.owner()
  const member = await steward.member('viewer')
  const role = await owner.send('POST', '/roles', { name: `Role ${newId()}`, permissions })
  await owner.send('POST', '/role-assignments', { userId: member.userId, roleId: role.body['id'], podId })
  return member
}

async function grantsOf(client: Client): Promise<{ everywhere: string[]; pods: Record<string, string[]> }> {
  return ((await client.send('GET', '/session')).body as { grants: never }).grants
}

test('a manager has the role for the pod and for nothing else, until they are one no longer', async () => {
  await using steward = await testInstallation()
  const [owner, member] = [await steward.owner(), await steward.member('viewer')]
  const pod = await makePod(owner, 'Payments')
  const manage = (isManager: boolean) => owner.send('PUT', `/pods/${pod}/members/${member.userId}`, { isManager })

  await manage(false)
  const asMember = await grantsOf(member)
  await manage(true)
  const asManager = await grantsOf(member)
  await manage(false)
  const afterwards = await grantsOf(member)

  expect(asMember.pods).toEqual({})
  expect(asManager.pods).toEqual({ [pod]: [...systemRoles.manager] })
  expect(asManager.everywhere).not.toContain('query:decide')
  expect(afterwards.pods).toEqual({})
})

test('who leaves the workspace leaves its pods in the same moment', async () => {
  await using steward = await testInstallation()
  const [owner, member] = [await steward.owner(), await steward.member('viewer')]
  const pod = await makePod(owner, 'Payments')
  await owner.send('PUT', `/pods/${pod}/members/${member.userId}`, { isManager: true })

  await steward.databases.pool('tenant').query('delete from workspace_members where user_id = $1', [member.userId])

  expect((await owner.send('GET', `/pods/${pod}`)).body).toMatchObject({ pod: { members: 0, managers: 0 }, members: [] })
})

test('whoever manages one pod’s people can do so there and nowhere else, and makes no managers', async () => {
  await using steward = await testInstallation()
  const [owner, friend] = [await steward.owner(), await steward.member('viewer')]
  const [own, other] = [await makePod(owner, 'Own'), await makePod(owner, 'Other')]
  const keeper = await podRole(steward, own, ['pod:manage'])
  const put = (pod: string, userId: string, isManager: boolean) =>
    keeper.send('PUT', `/pods/${pod}/members/${userId}`, { isManager })

  const answers = {
    there: (await put(own, friend.userId, false)).status,
    rename: (await keeper.send('PATCH', `/pods/${own}`, { name: 'Ours' })).status,
    elsewhere: (await put(other, friend.userId, false)).body['code'],
    nowhere: (await put(newId(), friend.userId, false)).body['code'],
    renameElsewhere: (await keeper.send('PATCH', `/pods/${other}`, { name: 'Mine' })).body['code'],
    deleteElsewhere: (await keeper.send('DELETE', `/pods/${other}`)).body['code'],
    removeElsewhere: (await keeper.send('DELETE', `/pods/${other}/members/${friend.userId}`)).body['code'],
    make: (await keeper.send('POST', '/pods', { name: 'New' })).body['code'],
    manager: (await put(own, friend.userId, true)).body['code'],
    self: (await put(own, keeper.userId, true)).body['code'],
  }

  expect(answers).toEqual({
    there: 200,
    rename: 200,
    elsewhere: 'http.forbidden',
    nowhere: 'http.forbidden',
    renameElsewhere: 'http.forbidden',
    deleteElsewhere: 'http.forbidden',
    removeElsewhere: 'http.forbidden',
    make: 'http.forbidden',
    manager: 'identity.more_than_held',
    self: 'tenant.pod_manager_self',
  })
})

test('a pod has a name and a short name of its own, however many are made at once', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const make = async (body: object) => {
    const { status, body: answer } = await owner.send('POST', '/pods', body)
    return status === 201 ? answer['slug'] : answer['code']
  }

  const same = await Promise.all([1, 2, 3].map(() => make({ name: 'Büro Süd' })))

  expect(same.filter((one) => one === 'buro-sud')).toHaveLength(1)
  expect(same.filter((one) => one === 'tenant.pod_name_taken')).toHaveLength(2)
  expect(await make({ name: 'BÜRO SÜD' })).toBe('tenant.pod_name_taken')
  expect(await make({ name: 'Buro-Sud' })).toBe('buro-sud-2')
  expect(await make({ name: '支払い' })).toBe('pod')
  expect(await make({ name: 'Another', slug: 'pod' })).toBe('tenant.pod_slug_taken')
  expect(await make({ name: 'Another', slug: 'No Slug' })).toBe('http.invalid_request')
  expect(await make({ name: '\u202e' })).toBe('tenant.pod_name_unreadable')
  expect(await make({ name: 'x'.repeat(255) })).toBe('x'.repeat(55))
})

test('a pod is changed, emptied and deleted, and every step has a line in the audit log', async () => {
  await using steward = await testInstallation()
  const [owner, member] = [await steward.owner(), await steward.member('editor')]
  const pod = await makePod(owner, 'Payments')

  const renamed = await owner.send('PATCH', `/pods/${pod}`, { name: 'Money', description: 'What is paid' })
  await owner.send('PUT', `/pods/${pod}/members/${member.userId}`, { isManager: false })
  const removed = await owner.send('DELETE', `/pods/${pod}/members/${member.userId}`)
  const again = await owner.send('DELETE', `/pods/${pod}/members/${member.userId}`)
  const deleted = await owner.send('DELETE', `/pods/${pod}`)

  expect(renamed.body).toMatchObject({ slug: 'payments', name: 'Money', description: 'What is paid' })
  expect([removed.status, again.status, deleted.status]).toEqual([204, 404, 204])
  expect((await owner.send('GET', '/pods')).body).toEqual({ items: [] })
  const { rows } = await steward.databases
    .pool('tenant')
    .query<{ action: string }>(
      `select payload->>'action' as action from outbox where payload->>'action' like 'pod.%' order by id`,
    )
  expect(rows.map(({ action }) => action)).toEqual([
    'pod.created',
    'pod.changed',
    'pod.member_added',
    'pod.member_removed',
    'pod.deleted',
  ])
})

test('nobody from another workspace can be put into a pod, and the database would not take them', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const [pod, theirs] = [await makePod(owner, 'Ours'), await makePod(stranger, 'Theirs')]
  const insert = (workspaceId: string, podId: string, userId: string) =>
    steward.databases
      .pool('tenant')
      .query('insert into pod_members (workspace_id, pod_id, user_id) values ($1, $2, $3)', [workspaceId, podId, userId])

  const answer = await owner.send('PUT', `/pods/${pod}/members/${stranger.userId}`, { isManager: false })

  expect(answer.body['code']).toBe('tenant.member_not_found')
  await expect(insert(owner.workspaceId, pod, stranger.userId)).rejects.toThrow(/foreign key/)
  await expect(insert(owner.workspaceId, theirs, owner.userId)).rejects.toThrow(/foreign key/)
  await expect(insert(stranger.workspaceId, pod, stranger.userId)).rejects.toThrow(/foreign key/)
})
