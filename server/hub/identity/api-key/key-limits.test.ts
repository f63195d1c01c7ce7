import { afterAll, beforeAll, expect, test } from 'vitest'
import { testInstallation, type TestInstallation } from '#test/installation'

let steward: TestInstallation
let owner: Awaited<ReturnType<TestInstallation['owner']>>

beforeAll(async () => {
  steward = await testInstallation({ settings: { trustProxy: ['loopback'] } })
  owner = await steward.owner()
})
afterAll(async () => steward[Symbol.asyncDispose]())

type Made = { readonly key: { readonly id: string; readonly prefix: string }; readonly secret: string }

async function make(body: object = {}, who: Pick<typeof owner, 'send'> = owner): Promise<Made> {
  const made = await who.send('POST', '/api-keys', { name: 'ci', ...body })
  expect(made.status, made.text).toBe(201)
  return made.body as Made
}
const useFrom = async (secret: string, address = '127.0.0.1', more: Record<string, string> = {}) =>
  await steward.client({ authorization: `Bearer ${secret}`, 'x-forwarded-for': address, ...more }).send('GET', '/session')

test('a key with an address list works from those addresses and is refused from others, also when it is known', async () => {
  const { secret } = await make({ allowedAddresses: ['203.0.113.0/24', '2001:db8::/32'] })

  const statuses = []
  for (const address of ['203.0.113.9', '2001:db8::1', '::ffff:203.0.113.9', '198.51.100.1', '2001:db9::1', '203.0.113.10'])
    statuses.push((await useFrom(secret, address)).status)

  expect(statuses).toEqual([200, 200, 200, 403, 403, 200])
  expect((await useFrom(secret, '198.51.100.1')).body).toMatchObject({ code: 'identity.key_wrong_address' })
  const { items } = (await owner.send('GET', '/api-keys')).body as { items: { lastUsedFrom: string }[] }
  expect(items[0]?.lastUsedFrom).toBe('203.0.113.9')
})

test('an address list that means nothing is refused when the key is made', async () => {
  for (const entry of ['somewhere', '10.0.0.0/33', '10.0.0.1,0.0.0.0/0', ' ', '10.0.0.0/8/8'])
    expect(await owner.send('POST', '/api-keys', { name: 'k', allowedAddresses: [entry] })).toMatchObject({
      status: 400,
      body: { code: 'identity.address_not_valid' },
    })
})

test('a key that is bound to a workspace opens no other, although its owner is a member of both', async () => {
  const [stranger, other] = [await steward.stranger(), await steward.stranger()]
  await steward.databases
    .pool('tenant')
    .query(`insert into workspace_members (id, workspace_id, user_id, role) select gen_random_uuid(), $1, $2, 'owner'`, [
      other.workspaceId,
      stranger.userId,
    ])
  const [bound, free] = [await make({ thisWorkspaceOnly: true }, stranger), await make({}, stranger)]
  const at = async (secret: string, workspace: string) =>
    (await useFrom(secret, '127.0.0.1', { 'x-steward-workspace': workspace })).status

  expect([await at(bound.secret, stranger.workspaceId), await at(bound.secret, other.workspaceId)]).toEqual([200, 404])
  expect([await at(free.secret, stranger.workspaceId), await at(free.secret, other.workspaceId)]).toEqual([200, 200])
  expect((await useFrom(bound.secret)).body).toMatchObject({ workspace: { id: stranger.workspaceId } })
})

test('nobody gives a key rights that they do not hold', async () => {
  const viewer = await steward.member('viewer')

  expect(await viewer.send('POST', '/api-keys', { name: 'k', scopes: ['workflow:read', 'workflow:write'] })).toMatchObject({
    status: 403,
    body: { code: 'identity.scope_not_held', params: { scope: 'workflow:write' } },
  })
  const { secret } = await make({ scopes: ['workflow:read'] }, viewer)
  expect((await useFrom(secret)).status).toBe(200)
})

test('a rotated key has a new secret at once, and the former one for a while', async () => {
  const { key, secret } = await make()
  expect((await useFrom(secret)).status).toBe(200)

  const rotated = (await owner.send('POST', `/api-keys/${key.id}/rotate`, { graceMinutes: 5 })).body as Made
  expect([(await useFrom(secret)).status, (await useFrom(rotated.secret)).status]).toEqual([200, 200])
  expect(rotated.key).toMatchObject({ id: key.id, prefix: rotated.secret.slice(0, 10) })

  const again = (await owner.send('POST', `/api-keys/${key.id}/rotate`, { graceMinutes: 0 })).body as Made
  expect([(await useFrom(secret)).status, (await useFrom(rotated.secret)).status, (await useFrom(again.secret)).status]).toEqual([
    401, 401, 200,
  ])
})

test('two rotations at once leave one secret that works', async () => {
  const { key, secret } = await make()

  const answers = await Promise.all(
    [1, 2].map(async () => await owner.send('POST', `/api-keys/${key.id}/rotate`, { graceMinutes: 0 })),
  )

  const worked = []
  for (const { body } of [{ body: { secret } }, ...answers]) worked.push((await useFrom(String(body['secret']))).status)
  expect(worked.filter((status) => status === 200)).toHaveLength(1)
  expect(worked[0]).toBe(401)
})

test('revoking a key ends both of its secrets, and nobody else rotates it', async () => {
  const { key, secret } = await make()
  const admin = await steward.member('admin')
  expect((await admin.send('POST', `/api-keys/${key.id}/rotate`, {})).status).toBe(404)
  const rotated = (await owner.send('POST', `/api-keys/${key.id}/rotate`, {})).body as Made

  expect((await owner.send('DELETE', `/api-keys/${key.id}`)).status).toBe(204)

  expect([(await useFrom(secret)).status, (await useFrom(rotated.secret)).status]).toEqual([401, 401])
  expect((await owner.send('POST', `/api-keys/${key.id}/rotate`, {})).status).toBe(404)
})

test('making or rotating a key asks for a sign-in of the last minutes', async () => {
  const member = await steward.member('editor')
  const { key } = await make({}, member)
  await steward.databases
    .pool('identity')
    .query(`update user_sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [member.userId])
  await new Promise((resolve) => setTimeout(resolve, 3_100))

  for (const [path, body] of [
    ['/api-keys', { name: 'k' }],
    [`/api-keys/${key.id}/rotate`, {}],
    ['/tokens', { client: 'k' }],
  ] as const)
    expect(await member.send('POST', path, body)).toMatchObject({ status: 403, body: { code: 'identity.step_up_required' } })
})

test('who manages members sees which keys open the workspace, without their secrets', async () => {
  const [admin, editor, stranger] = [await steward.member('admin'), await steward.member('editor'), await steward.stranger()]
  const { key, secret } = await make({}, editor)
  const foreign = await make({}, stranger)

  const listed = await admin.send('GET', '/workspace-api-keys')

  const ids = (listed.body['items'] as { key: { id: string }; owner: { id: string } }[]).map((one) => one.key.id)
  expect(ids).toContain(key.id)
  expect(ids).not.toContain(foreign.key.id)
  expect(listed.text).not.toContain(secret)
  expect((await editor.send('GET', '/workspace-api-keys')).status).toBe(403)
})
