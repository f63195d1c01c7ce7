import { systemRoles } from '@steward/contract/permission'
import { endpoints } from '@steward/contract/api/endpoints'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { testInstallation } from '#test/installation'
import { running } from '#test/running'

/** Open to everyone, each for a reason: nobody can be signed in before these have answered. */
const open = ['getSetup', 'createOwner', 'signIn', 'finishSignIn', 'findInvitation', 'acceptInvitation']
/** Likewise: whoever asks for an account or has lost the way into it is answered by mail, and proves by its link who they are. */
open.push('getSignUp', 'signUp', 'confirmSignUp', 'requestPasswordReset', 'resetPassword', 'requestMagicLink', 'redeemMagicLink')
open.push('describeAccountLink', 'unlockAccount', 'confirmEmailChange')

test('every endpoint of the contract is served, and lets in exactly those whom its permission names', async () => {
  await using steward = await running()
  const people = {
    anonymous: { origin: steward.url },
    viewer: await steward.member('viewer'),
    editor: await steward.member('editor'),
    admin: await steward.member('admin'),
  }
  const wrong: string[] = []

  for (const { endpoint } of steward.routes) {
    const { method, permission, operationId } = endpoint
    if (operationId === 'signOut') continue
    const path = endpoint.path.replaceAll(/:(id|workflowId)\b/g, newId()).replaceAll(/:\w+/g, '1')
    const ask = async (headers: Record<string, string>) => {
      const hangUp = new AbortController()
      const answer = await fetch(`${steward.url}/api/v1${path}`, { method, headers, signal: hangUp.signal })
      // A stream of events never ends by itself.
      const text = endpoint.stream === true && answer.ok ? '' : await answer.text()
      hangUp.abort()
      return text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined
    }
    const isOpen = permission === 'public'
    const holds = (role: keyof typeof systemRoles) =>
      isOpen || permission === 'session' || (systemRoles[role] as readonly string[]).includes(permission)
    // Whoever is let in meets the next obstacle instead: a missing body, an unknown id.
    const refused = (isRefused: boolean) => (isRefused ? 'http.forbidden' : 'in')
    const expected = {
      anonymous: isOpen ? 'in' : 'http.unauthenticated',
      viewer: refused(!holds('viewer')),
      editor: refused(!holds('editor')),
      admin: refused(!holds('admin')),
    }
    for (const [who, headers] of Object.entries(people)) {
      const code = await ask(headers)
      const gate = code === 'http.unauthenticated' || code === 'http.forbidden' ? code : 'in'
      if (gate !== expected[who as keyof typeof expected]) wrong.push(`${operationId} as ${who}: ${gate}`)
      if (code === 'http.internal') wrong.push(`${operationId} as ${who} broke`)
    }
    if (isOpen && !open.includes(operationId)) wrong.push(`${operationId} is open without a reason`)
  }

  expect(wrong).toEqual([])
  const served = steward.routes.map((route) => route.endpoint.operationId)
  expect(endpoints.map((one) => one.operationId).filter((id) => !served.includes(id))).toEqual([])
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
