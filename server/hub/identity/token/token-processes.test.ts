import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedKeys } from '#base/keyring'
import { createSecretBox } from '#base/secret-box'
import { type RunningInstallation, running, type Shared, sharedInstallation, until } from '#test/running'
import { createAccessTokens } from './access-tokens.jobs.ts'

let shared: Shared
let [here, there]: RunningInstallation[] = []
const program = { client: 'Two processes', device: 'a device of its own' }

beforeAll(async () => {
  shared = await sharedInstallation()
  here = await running(shared)
  there = await running(shared)
}, 60_000)
afterAll(async () => {
  await Promise.all([here?.[Symbol.asyncDispose](), there?.[Symbol.asyncDispose]()])
  await shared[Symbol.asyncDispose]()
})

type Pair = { readonly accessToken: string; readonly refreshToken: string }

async function issue(at = here): Promise<Pair> {
  const answer = await at?.api('POST', '/tokens', program)
  expect(answer?.status).toBe(201)
  return answer?.body as Pair
}
// The address is part of what a token is for, so a process of another address takes none of ours.
const useAt = async (at: RunningInstallation | undefined, token: string) =>
  (await fetch(`${at?.url}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status
const isRefused = async (token: string) =>
  await until(
    async () => await useAt(here, token),
    (status) => status === 401,
    2_000,
  )

test('what one process revokes, the others refuse before they would ask again by themselves', async () => {
  const [one, two, three] = [await issue(), await issue(), await issue()]
  for (const { accessToken } of [one, two, three]) expect(await useAt(here, accessToken)).toBe(200)

  await there?.api('POST', '/tokens/revoke', { token: two.refreshToken })
  expect(await isRefused(two.accessToken)).toBe(401)
  expect(await useAt(here, one.accessToken)).toBe(200)

  await there?.api('POST', '/users/me/tokens/invalidate')
  expect(await isRefused(one.accessToken)).toBe(401)
  expect(await isRefused(three.accessToken)).toBe(401)
})

test('two processes that exchange one refresh token at the same moment make one successor', async () => {
  const { refreshToken } = await issue()
  const ask = async (at: RunningInstallation | undefined) =>
    (await at?.api('POST', '/tokens/refresh', { ...program, refreshToken }))?.body['refreshToken']

  const given = await Promise.all([ask(here), ask(there), ask(here), ask(there)])

  expect(new Set(given).size).toBe(1)
  expect(given[0]).toMatch(/^stwr_[\w-]{43}$/)
})

test('a key that one process makes at once is signed with by the others, and several that begin make one', async () => {
  const before = await issue()
  const kidOf = ({ accessToken }: Pair) => accessToken.split('.', 1)[0]

  expect((await there?.api('POST', '/signing-keys', { atOnce: true }))?.status).toBe(204)

  const after = await until(issue, (pair) => kidOf(pair) !== kidOf(before))
  expect(await useAt(here, after.accessToken)).toBe(200)
  await here?.databases.pool('identity').query('delete from token_signing_keys')
  const fresh = [1, 2, 3, 4].map(() => {
    const box = createSecretBox(fixedKeys([Buffer.alloc(32, 7)]))
    return createAccessTokens({ db: here?.databases as never, box, publicUrl: 'http://localhost' })
  })
  const made = await Promise.all(fresh.map(async (tokens) => (await tokens.keys.current(new Date())).id))
  expect(new Set(made).size).toBe(1)
})

test('where the encryption key was lost, a new signing key is made by itself', async () => {
  const db = here?.databases as never
  const parts = { db, publicUrl: 'http://localhost' }
  const claims = { userId: '', workspaceId: '', familyId: '', generation: 0, scopes: [], id: '' }
  const ids = {
    userId: crypto.randomUUID(),
    workspaceId: crypto.randomUUID(),
    familyId: crypto.randomUUID(),
    id: crypto.randomUUID(),
  }
  const now = new Date()
  const former = createAccessTokens({ ...parts, box: createSecretBox(fixedKeys([Buffer.alloc(32, 7)])) })
  const { token } = await (await former.signer(now))({ ...claims, ...ids })

  const other = createAccessTokens({ ...parts, box: createSecretBox(fixedKeys([Buffer.alloc(32, 9)])) })
  const signed = await (await other.signer(now))({ ...claims, ...ids })

  expect((await other.read(signed.token, now))?.claims).toMatchObject(ids)
  expect(signed.token.split('.', 1)[0]).not.toBe(token.split('.', 1)[0])
})
