import type { Permission } from '@steward/contract/api/endpoint'
import { endpoints } from '@steward/contract/api/endpoints'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { testInstallation } from '#test/installation'

/** Open to everyone, each for a reason: nobody can be signed in before these have answered. */
const open = ['getSetup', 'createOwner', 'signIn']

const forReaders: readonly Permission[] = ['session', 'workflow:read', 'execution:read', 'connection:read', 'api_key:manage']

test('every endpoint lets in exactly those whom its permission names', async () => {
  await using steward = await testInstallation()
  const [owner, viewer, editor] = [await steward.owner(), await steward.member('viewer'), await steward.member('editor')]
  const wrong: string[] = []

  for (const { endpoint } of steward.routes) {
    if (endpoint.operationId === 'signOut') continue
    const path = endpoint.path.replace(/:id\b/, newId()).replaceAll(/:\w+/g, '1')
    const ask = async (who: { send: typeof owner.send }) => (await who.send(endpoint.method, path)).body['code']
    const isOpen = endpoint.permission === 'public'
    const readers = isOpen || forReaders.includes(endpoint.permission)
    // Whoever is let in meets the next obstacle instead: a missing body, an unknown id.
    const expected = {
      anonymous: isOpen ? 'in' : 'http.unauthenticated',
      viewer: readers ? 'in' : 'http.forbidden',
      editor: 'in',
      owner: 'in',
    }
    const seen = {
      anonymous: await ask(steward.anonymous),
      viewer: await ask(viewer),
      editor: await ask(editor),
      owner: await ask(owner),
    }
    for (const [who, code] of Object.entries(seen)) {
      const gate = code === 'http.unauthenticated' || code === 'http.forbidden' ? code : 'in'
      if (gate !== expected[who as keyof typeof expected]) wrong.push(`${endpoint.operationId} as ${who}: ${gate}`)
      if (code === 'http.internal') wrong.push(`${endpoint.operationId} as ${who} broke`)
    }
    if (isOpen && !open.includes(endpoint.operationId)) wrong.push(`${endpoint.operationId} is open without a reason`)
  }

  expect(wrong).toEqual([])
  expect(steward.routes.length).toBeGreaterThan(25)
})

test('every endpoint of the contract that is not about executions is served', async () => {
  await using steward = await testInstallation()

  const served = steward.routes.map((route) => route.endpoint.operationId)
  const missing = endpoints.filter((one) => one.tag !== 'execution' && !served.includes(one.operationId))

  expect(missing.map((one) => one.operationId)).toEqual([])
})

test('a key with scopes may do what they name and its owner may, and no more', async () => {
  await using steward = await testInstallation()
  const viewer = await steward.member('viewer')
  const keyOf = async (who: typeof viewer, scopes: string[]) => {
    const { body } = await who.send('POST', '/api-keys', { name: 'k', scopes })
    return steward.client({ authorization: `Bearer ${String(body['secret'])}` })
  }

  const reading = await keyOf(await steward.owner(), ['workflow:read'])
  const writing = await keyOf(viewer, ['workflow:write', 'workflow:read'])

  expect((await reading.send('GET', '/workflows')).status).toBe(200)
  expect((await reading.send('POST', '/workflows/import', { files: [] })).body).toMatchObject({ code: 'http.scope_missing' })
  expect((await reading.send('GET', '/api-keys')).body).toMatchObject({ code: 'http.scope_missing' })
  expect((await writing.send('POST', '/workflows/import', { files: [] })).body).toMatchObject({ code: 'http.forbidden' })
})
