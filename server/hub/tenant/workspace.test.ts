import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { browser, ownerAccount, testInstallation } from '#test/installation'
import { ensureOwner } from '#hub/tenant'

test('a workspace of others does not exist, whether named by a real or an invented id', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]

  for (const id of [owner.workspaceId, newId(), 'not-an-id', `' or true --`]) {
    expect(await stranger.send('GET', '/workflows', undefined, { 'x-steward-workspace': id })).toMatchObject({
      status: 404,
      body: { code: 'tenant.not_found' },
    })
  }
  expect((await stranger.send('GET', '/workflows', undefined, { 'x-steward-workspace': stranger.workspaceId })).status).toBe(200)
  // A page cannot add headers to a stream of events, so what only reads may name the workspace in its address.
  expect((await stranger.send('GET', `/members?workspace=${stranger.workspaceId}`)).status).toBe(200)
  expect((await stranger.send('GET', `/members?workspace=${owner.workspaceId}`)).status).toBe(404)
  const changed = await stranger.send('PATCH', `/workspace?workspace=${owner.workspaceId}`, { name: 'Mine' })
  expect(changed.body).toMatchObject({ id: stranger.workspaceId, name: 'Mine' })
})

test('an owner whose set-up broke off before the workspace was made gets it at the next request', async () => {
  await using steward = await testInstallation()
  await steward.owner()
  await steward.databases.pool('tenant').query('delete from workspaces')
  const signedIn = await steward.anonymous.send('POST', '/session', ownerAccount)
  const cookie = String(signedIn.headers['set-cookie']).split(';', 1)[0] ?? ''

  const asked = await Promise.all([1, 2, 3].map(() => steward.client({ ...browser, cookie }).send('GET', '/session')))

  expect(signedIn.status).toBe(200)
  expect(asked.map((answer) => answer.status)).toEqual([200, 200, 200])
  const { rows } = await steward.databases.pool('tenant').query('select count(*)::int as n from workspaces')
  expect(rows).toEqual([{ n: 1 }])
})

test('the settings can make the owner, once, and from several processes at once', async () => {
  await using steward = await testInstallation()
  const owner = { email: 'ada@example.com', password: 'correct horse battery' }

  const made = await Promise.all([1, 2, 3].map(() => ensureOwner(steward.databases, owner, new Date())))
  const again = await ensureOwner(steward.databases, { ...owner, password: 'changed later' }, new Date())

  expect([...made, again].filter((one) => one === 'created')).toHaveLength(1)
  expect((await steward.anonymous.send('POST', '/session', owner)).body).toMatchObject({
    user: { name: 'ada' },
    workspace: { name: 'My workspace' },
  })
  expect((await steward.anonymous.send('POST', '/setup', ownerAccount)).status).toBe(409)
})
