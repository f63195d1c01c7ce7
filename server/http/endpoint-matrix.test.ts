import type { Endpoint } from '@steward/contract/api/endpoint'
import { endpoints } from '@steward/contract/api/endpoints'
import { permissionNames, reservedPermissions, type SystemRole, systemRoleNames, systemRoles } from '@steward/contract/permission'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { allSystemRoles } from '#hub/identity'
import { forgetMemberships } from '#hub/tenant'
import { testInstallation } from '#test/installation'
import { readBody } from '#test/read-body'
import { running, type RunningInstallation } from '#test/running'

/** Open to everyone, each for a reason. */
const openBecause: Readonly<Record<string, readonly string[]>> = {
  'nobody can be signed in before these have answered': ['getSetup', 'createOwner', 'signIn', 'finishSignIn'],
  'a provider of sign-ins is chosen, and comes back, before anybody is signed in': [
    'listSignInProviders',
    'startProviderSignIn',
    'finishProviderVisit',
  ],
  'the token that is sent says whose it is; the keys to check tokens with are for everybody': [
    'refreshTokens',
    'revokeToken',
    'getJwks',
  ],
  'the link of the mail proves for whom the invitation is': ['findInvitation', 'acceptInvitation'],
  'the link of the mail proves who decides, once, about one exact action': ['getLinkedApproval', 'decideByLink'],
  'the link of the mail proves whose mails are to stop': ['unsubscribeFromMails'],
  'who asks for an account, or has lost the way into it, is answered by mail': [
    'getSignUp',
    'signUp',
    'confirmSignUp',
    'requestPasswordReset',
    'resetPassword',
    'requestMagicLink',
    'redeemMagicLink',
    'describeAccountLink',
    'unlockAccount',
    'confirmEmailChange',
  ],
}
const open = Object.values(openBecause).flat()

/** Kinds of endpoints whose permission may be held for one pod; they are asked about another pod by the tests of their hub. */
const askedOfPods = ['grant', 'instance', 'pod', 'query']

type Headers = Record<string, string>

/** What docs/permissions.md says: by endpoint, its permission and the roles that may call it. */
function declaredTable(): ReadonlyMap<string, { readonly permission: string; readonly roles: ReadonlySet<SystemRole> }> {
  const page = readFileSync(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8')
  const rows = page
    .slice(page.indexOf('## Endpoints'))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return new Map(
    rows.map(([, endpoint = '', permission = '', ...marks]) => [
      endpoint.replaceAll('`', ''),
      {
        permission: permission.replace(', per pod', ''),
        roles: new Set(systemRoleNames.filter((_, index) => marks[index] === 'yes')),
      },
    ]),
  )
}

let steward: RunningInstallation
let elsewhere: Headers
const people = new Map<string, { readonly headers: Headers; readonly roles: readonly SystemRole[] }>()
/** By permission, somebody who has it by a role that the workspace made, and nothing else that a viewer has not. */
const holders = new Map<string, Headers>()

/** A role of the system or of the workspace for a new viewer. */
async function viewerWith(roleId: string): Promise<Headers> {
  const headers = await steward.member('viewer')
  const session = await fetch(`${steward.url}/api/v1/session`, { headers })
  const { user } = (await session.json()) as { user: { id: string } }
  const given = await steward.api('POST', '/role-assignments', { userId: user.id, roleId })
  if (given.status !== 201) throw new Error(JSON.stringify(given.body))
  return headers
}

beforeAll(async () => {
  steward = await running()
  for (const role of ['admin', 'editor', 'viewer'] as const)
    people.set(role, { headers: await steward.member(role), roles: [role] })
  for (const { id, name } of allSystemRoles.filter((one) => ['approver', 'developer', 'manager'].includes(one.name)))
    people.set(name, { headers: await viewerWith(id), roles: ['viewer', name as SystemRole] })
  people.set('owner', { headers: await steward.member('owner'), roles: ['owner'] })
  for (const permission of permissionNames.filter((name) => !reservedPermissions.includes(name))) {
    const role = await steward.api('POST', '/roles', { name: `Only ${permission}`, permissions: [permission] })
    holders.set(permission, await viewerWith(String(role.body['id'])))
  }
  elsewhere = { ...(await steward.member('owner')), 'x-steward-workspace': newId() }
  return () => steward[Symbol.asyncDispose]()
}, 120_000)

/**
 * At which gate an endpoint turns somebody away; undefined for whoever is let in. The body is broken, so that the call
 * ends right behind the gate and nothing is changed by it.
 */
async function gateOf({ method, path, stream }: Endpoint, headers: Headers): Promise<string | undefined> {
  const url = `${steward.url}/api/v1${path.replaceAll(/:(id|\w+Id)\b/g, () => newId()).replaceAll(/:\w+/g, '1')}`
  const hangUp = new AbortController()
  const type = { 'content-type': 'application/json' }
  const init: RequestInit = method === 'GET' ? { headers } : { method, headers: { ...headers, ...type }, body: '{' }
  const answer = await fetch(url, { ...init, redirect: 'manual', signal: hangUp.signal })
  // A stream of events never ends by itself.
  const text = stream === true && answer.ok ? '' : await answer.text()
  hangUp.abort()
  const { code } = readBody(text, answer.headers.get('content-type')) as { code?: string }
  if (answer.status >= 500 && answer.status !== 503) throw new Error(`${method} ${path} broke: ${text}`)
  return code !== undefined && gates.includes(code) ? code : undefined
}

const gates = ['http.unauthenticated', 'http.forbidden', 'http.scope_missing', 'tenant.not_found']

/** Asks every endpoint as this person; the endpoints whose gate is another one than was expected. */
async function wrongGates(headers: Headers, expected: (endpoint: Endpoint) => string | undefined): Promise<string[]> {
  const wrong: string[] = []
  for (const { endpoint } of steward.routes) {
    const [gate, wanted] = [await gateOf(endpoint, headers), expected(endpoint)]
    if (gate !== wanted) wrong.push(`${endpoint.method} ${endpoint.path}: ${gate ?? 'let in'} instead of ${wanted ?? 'let in'}`)
  }
  return wrong
}

const isOpen = ({ permission }: Endpoint) => permission === 'public'

test('every endpoint of the contract is served, declared on the page of who may what, and open only for a reason', () => {
  const served = steward.routes.map(({ endpoint }) => endpoint)
  const table = declaredTable()

  expect(endpoints.map((one) => one.operationId).filter((id) => !served.some((one) => one.operationId === id))).toEqual([])
  expect(served.map(({ method, path }) => `${method} ${path}`).filter((name) => !table.has(name))).toEqual([])
  expect(
    served
      .filter(isOpen)
      .map((one) => one.operationId)
      .filter((id) => !open.includes(id)),
  ).toEqual([])
  expect([...new Set(served.filter(({ perPod }) => perPod).map(({ tag }) => tag))].sort()).toEqual(askedOfPods)
})

test.for(['owner', 'admin', 'editor', 'viewer', 'approver', 'developer', 'manager'])(
  'the %s is let in where the page says so, and nowhere else',
  async (who) => {
    const table = declaredTable()
    const { headers, roles } = people.get(who) ?? { headers: {}, roles: [] }

    const wrong = await wrongGates(headers, ({ method, path }) => {
      const declared = table.get(`${method} ${path}`)
      return roles.some((role) => declared?.roles.has(role) === true) ? undefined : 'http.forbidden'
    })

    expect(wrong).toEqual([])
  },
)

test('nobody is let in without signing in, but to what is open', async () => {
  const expected = (endpoint: Endpoint) => (isOpen(endpoint) ? undefined : 'http.unauthenticated')

  expect(await wrongGates({ origin: steward.url }, expected)).toEqual([])
})

test('a workspace of others exists for nobody, whatever they are in their own', async () => {
  const expected = (endpoint: Endpoint) => (isOpen(endpoint) ? undefined : 'tenant.not_found')

  expect(await wrongGates(elsewhere, expected)).toEqual([])
})

test('a role with one permission opens what names it, and nothing else', async () => {
  const viewer = systemRoles.viewer as readonly string[]
  const opens = (permission: string) => (endpoint: Endpoint) =>
    isOpen(endpoint) || [...viewer, 'session', permission].includes(endpoint.permission) ? undefined : 'http.forbidden'

  expect(await wrongGates(holders.get('config:write') ?? {}, opens('config:write'))).toEqual([])
  for (const [permission, headers] of holders) {
    for (const { endpoint } of steward.routes.filter((one) => one.endpoint.permission === permission))
      expect(`${endpoint.operationId}: ${(await gateOf(endpoint, headers)) ?? 'let in'}`).toBe(`${endpoint.operationId}: let in`)
  }
})

test('a key opens what its scopes name, even if it belongs to the owner', async () => {
  const { body } = await steward.api('POST', '/api-keys', { name: 'k', scopes: ['workflow:read', 'role:manage'] })
  const scopes = ['session', 'public', 'workflow:read', 'role:manage']

  const wrong = await wrongGates({ authorization: `Bearer ${String(body['secret'])}` }, ({ permission }) =>
    scopes.includes(permission) ? undefined : 'http.scope_missing',
  )

  expect(wrong).toEqual([])
})

test('a key holds no more than its owner does at that moment, whatever it was given', async () => {
  await using own = await testInstallation()
  const editor = await own.member('editor')
  const made = await editor.send('POST', '/api-keys', { name: 'k', scopes: ['workflow:write', 'workflow:read'] })
  const key = own.client({ authorization: `Bearer ${String(made.body['secret'])}` })
  const writing = async () => (await key.send('POST', '/workflows/import', { files: [] })).body['code']

  const before = await writing()
  await own.databases.pool('tenant').query(`update workspace_members set role = 'viewer' where user_id = $1`, [editor.userId])
  await forgetMemberships(own.databases)

  expect(before).not.toBe('http.forbidden')
  expect(await writing()).toBe('http.forbidden')
  expect((await key.send('GET', '/workflows')).status).toBe(200)
})
