import { createPublicKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Databases } from '#db'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'
import { forgetCallers } from '../find-caller.ts'
import { accessLifeMs } from './access-token.ts'
import { invalidateTokens } from './invalidate-tokens.ts'

let steward: TestInstallation
let owner: Awaited<ReturnType<TestInstallation['owner']>>
const device = 'only this machine knows it'
const program = { client: 'Report script', device }

beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
})
afterAll(async () => steward[Symbol.asyncDispose]())

type Pair = { readonly id: string; readonly accessToken: string; readonly refreshToken: string }

async function issue(who: Client = owner, more: object = {}): Promise<Pair> {
  const answer = await who.send('POST', '/tokens', { ...program, ...more })
  expect(answer.status, answer.text).toBe(201)
  return answer.body as Pair
}
const bodyOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
const refresh = async (refreshToken: string, more: object = {}) =>
  await steward.anonymous.send('POST', '/tokens/refresh', { ...program, refreshToken, ...more })
const withToken = (token: string, more: Record<string, string> = {}) =>
  steward.client({ authorization: `Bearer ${token}`, ...more })
const useOf = async (token: string) => (await withToken(token).send('GET', '/session')).status

/** Moves what is stored of refresh tokens into the past, as if so much time had gone by. */
const letPass = (db: Databases, seconds: number) =>
  db.pool('identity').query(`update refresh_tokens set revoked_at = revoked_at - make_interval(secs => $1)`, [seconds])

test('an access token works on the API in its workspace and in no other', async () => {
  const { accessToken } = await issue()
  const stranger = await steward.stranger()

  const seen = await withToken(accessToken).send('GET', '/session')
  const elsewhere = await withToken(accessToken, { 'x-steward-workspace': stranger.workspaceId }).send('GET', '/session')

  expect(seen).toMatchObject({ status: 200, body: { user: { name: 'Ada' }, workspace: { id: owner.workspaceId } } })
  expect(elsewhere).toMatchObject({ status: 404, body: { code: 'tenant.not_found' } })
})

test('of tokens only hashes are stored, and the private key is locked', async () => {
  const { accessToken, refreshToken } = await issue()
  const { rows } = await steward.databases.pool('identity').query<{ all: string }>(
    `select json_build_array((select json_agg(t) from refresh_tokens t), (select json_agg(f) from token_families f),
            (select json_agg(k) from token_signing_keys k))::text as all`,
  )

  expect(rows[0]?.all).not.toContain(accessToken)
  expect(rows[0]?.all).not.toContain(refreshToken.slice(5))
  expect(rows[0]?.all).not.toContain(device)
  expect(rows[0]?.all).not.toContain('"d"')
})

test('a token with scopes may do what they name, and nobody gives away what they do not hold', async () => {
  const { accessToken } = await issue(owner, { scopes: ['workflow:read'] })
  const viewer = await steward.member('viewer')

  expect((await withToken(accessToken).send('GET', '/workflows')).status).toBe(200)
  expect((await withToken(accessToken).send('GET', '/connections')).status).toBe(403)
  expect(await viewer.send('POST', '/tokens', { ...program, scopes: ['workflow:write'] })).toMatchObject({
    status: 403,
    body: { code: 'identity.scope_not_held' },
  })
})

test('neither a token nor a key gets tokens that live on without it', async () => {
  const { accessToken } = await issue()
  const made = await owner.send('POST', '/api-keys', { name: 'k' })

  for (const secret of [accessToken, String(made.body['secret'])]) {
    expect(await withToken(secret).send('POST', '/tokens', program)).toMatchObject({ status: 403 })
    expect(await withToken(secret).send('POST', '/api-keys', { name: 'another' })).toMatchObject({ status: 403 })
  }
})

test('a refresh token gives its successor once; shown again later, everything of its sign-in ends', async () => {
  const first = await issue()
  const second = (await refresh(first.refreshToken)).body as Pair
  expect([await useOf(first.accessToken), await useOf(second.accessToken)]).toEqual([200, 200])
  await letPass(steward.databases, 60)

  const replayed = await refresh(first.refreshToken)

  expect(replayed).toMatchObject({ status: 401, body: { code: 'identity.refresh_reused' } })
  expect((await refresh(second.refreshToken)).body).toMatchObject({ code: 'identity.refresh_refused' })
  expect([await useOf(first.accessToken), await useOf(second.accessToken)]).toEqual([401, 401])
  const other = await issue()
  expect(await useOf(other.accessToken)).toBe(200)
})

test('calls that are made at once, or repeated because an answer got lost, get the same successor', async () => {
  const first = await issue()

  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first.refreshToken)))
  const repeated = await refresh(first.refreshToken)

  const successors = new Set([...answers, repeated].map(({ body }) => body['refreshToken']))
  expect(successors.size).toBe(1)
  expect([...answers, repeated].map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 200))
  const { rows } = await steward.databases
    .pool('identity')
    .query('select count(*)::int as n from refresh_tokens where family_id = $1', [first.id])
  expect(rows).toEqual([{ n: 2 }])
})

test('a repetition within the grace time is reuse once the successor has been used', async () => {
  const first = await issue()
  const second = (await refresh(first.refreshToken)).body as Pair
  const third = (await refresh(second.refreshToken)).body as Pair

  expect(await refresh(first.refreshToken)).toMatchObject({ status: 401, body: { code: 'identity.refresh_reused' } })
  expect((await refresh(third.refreshToken)).status).toBe(401)
})

test('a refresh token is refused to another client, to another device, and when nothing is said of the device', async () => {
  const { refreshToken } = await issue()

  for (const more of [{ client: 'Another' }, { device: 'a device that found it' }, { device: undefined }])
    expect(await refresh(refreshToken, more)).toMatchObject({ status: 401, body: { code: 'identity.wrong_client' } })
  expect((await refresh(refreshToken)).status).toBe(200)
})

test('an expired refresh token is refused, and so is one that nobody issued', async () => {
  const { refreshToken, id } = await issue()
  await steward.databases
    .pool('identity')
    .query(`update refresh_tokens set expires_at = now() - interval '1 second' where family_id = $1`, [id])

  for (const token of [refreshToken, `stwr_${'A'.repeat(43)}`, "' or true --", '\u{1F511}'])
    expect(await refresh(token)).toMatchObject({ status: 401, body: { code: 'identity.refresh_refused' } })
})

test('revoking ends one access token, and a refresh token with its whole family; of others it says the same', async () => {
  const [one, two] = [await issue(), await issue()]
  expect([await useOf(one.accessToken), await useOf(two.accessToken)]).toEqual([200, 200])
  const revoke = async (token: string) => (await steward.anonymous.send('POST', '/tokens/revoke', { token })).status

  expect([await revoke(one.accessToken), await revoke(one.accessToken), await revoke('nothing')]).toEqual([204, 204, 204])

  expect([await useOf(one.accessToken), await useOf(two.accessToken)]).toEqual([401, 200])
  expect((await refresh(one.refreshToken)).status).toBe(200)
  await revoke(two.refreshToken)
  expect([await useOf(two.accessToken), (await refresh(two.refreshToken)).status]).toEqual([401, 401])
})

test('tokens of the very second in which all are invalidated are dead before and alive after', async () => {
  const before = await issue()
  expect(await useOf(before.accessToken)).toBe(200)
  const sameSecond = async () => {
    for (;;) {
      const [old, sent] = [await issue(), await owner.send('POST', '/users/me/tokens/invalidate')]
      const fresh = await issue()
      expect(sent.status).toBe(204)
      if (bodyOf(old.accessToken)['iat'] === bodyOf(fresh.accessToken)['iat']) return { old, fresh }
    }
  }

  const { old, fresh } = await sameSecond()

  expect([await useOf(before.accessToken), await useOf(old.accessToken), await useOf(fresh.accessToken)]).toEqual([401, 401, 200])
  expect([(await refresh(old.refreshToken)).status, (await refresh(fresh.refreshToken)).status]).toEqual([401, 200])
})

test('whoever resets a password, switches a user off or deletes one ends their tokens in that transaction', async () => {
  const member = await steward.member('editor')
  const { accessToken, refreshToken } = await issue(member)
  expect(await useOf(accessToken)).toBe(200)

  await steward.databases.transaction('identity', (tx) => invalidateTokens(tx, member.userId, new Date()))
  await forgetCallers(steward.databases)

  expect([await useOf(accessToken), (await refresh(refreshToken)).status]).toEqual([401, 401])
  const again = await issue(member)
  await steward.databases.pool('identity').query('update users set is_active = false where id = $1', [member.userId])
  await forgetCallers(steward.databases)
  expect([await useOf(again.accessToken), (await refresh(again.refreshToken)).status]).toEqual([401, 401])
})

test('only an administrator of the installation ends the tokens of somebody else', async () => {
  const [admin, member] = [await steward.member('admin'), await steward.member('editor')]
  const { accessToken } = await issue(member)

  expect((await admin.send('POST', `/users/${member.userId}/tokens/invalidate`)).status).toBe(403)
  expect(await useOf(accessToken)).toBe(200)
  expect((await owner.send('POST', `/users/${member.userId}/tokens/invalidate`)).status).toBe(204)
  expect(await useOf(accessToken)).toBe(401)
})

test('people see which clients hold tokens of theirs, and sign one out; others do not exist', async () => {
  const member = await steward.member('editor')
  const { id, accessToken } = await issue(member)

  const listed = await member.send('GET', '/users/me/tokens')
  const byOther = await owner.send('DELETE', `/users/me/tokens/${id}`)
  const signedOut = await member.send('DELETE', `/users/me/tokens/${id}`)

  expect(listed.body).toMatchObject({ items: [{ id, client: 'Report script', lastUsedFrom: '127.0.0.1', scopes: [] }] })
  expect([byOther.status, signedOut.status, await useOf(accessToken)]).toEqual([404, 204, 401])
})

test('a session that ends while tokens are asked for gives none', async () => {
  const member = await steward.member('editor')
  const { rows } = await steward.databases
    .pool('identity')
    .query<{ id: string }>('select id from user_sessions where user_id = $1', [member.userId])
  expect((await member.send('GET', '/session')).status).toBe(200)

  // Nobody tells this process, so the session is still taken from memory.
  await steward.databases.pool('identity').query('update user_sessions set is_active = false where id = $1', [rows[0]?.id])

  expect(await member.send('POST', '/tokens', program)).toMatchObject({ status: 401, body: { code: 'identity.session_ended' } })
})

test('the list of keys checks a token without us, and keys take turns with an overlap', async () => {
  const { accessToken } = await issue()
  const keysNow = async () => (await steward.anonymous.send('GET', '/jwks')).body['keys'] as { kid: string; x: string }[]
  const [key] = await keysNow()
  const { kid } = JSON.parse(Buffer.from(accessToken.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }
  expect(key).toMatchObject({ kid, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' })
  expect(Object.keys(key ?? {})).not.toContain('d')

  expect((await owner.send('POST', '/signing-keys', {})).status).toBe(204)
  expect((await keysNow()).map((one) => one.kid)).toHaveLength(2)
  expect(await useOf(accessToken)).toBe(200)
  const later = await issue()
  expect(later.accessToken.split('.')[0]).toBe(accessToken.split('.')[0])

  expect((await owner.send('POST', '/signing-keys', { atOnce: true })).status).toBe(204)
  await forgetCallers(steward.databases)
  expect((await keysNow()).map((one) => one.kid)).toHaveLength(1)
  expect(await useOf(accessToken)).toBe(401)
  expect((await refresh(later.refreshToken)).status).toBe(200)
  expect((await (await steward.member('admin')).send('POST', '/signing-keys', {})).status).toBe(403)
})

const claimsNow = (seconds: number) => ({ iat: seconds, nbf: seconds, exp: seconds + accessLifeMs / 1000 })

/** A token signed with our own key, with whatever somebody likes to say in it. */
async function forge(header: object, change: object = {}): Promise<string> {
  const { accessToken } = await issue()
  const { rows } = await steward.databases
    .pool('identity')
    .query<{ id: string }>('select id from token_signing_keys where trusted_until is null order by signs_from desc limit 1')
  const { key } = await steward.tokens.keys.current(new Date())
  const kid = rows[0]?.id ?? ''
  return await new SignJWT({ ...bodyOf(accessToken), ...change })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
    .sign(key)
}

test('a token that says the right things is taken, so that the refusals below are for what they change', async () => {
  expect(await useOf(await forge({}))).toBe(200)
})

test('tokens of another time, issuer, audience, type or generation are refused', async () => {
  const seconds = Math.floor(Date.now() / 1000)

  for (const change of [
    claimsNow(seconds - 660),
    claimsNow(seconds + 60),
    { iss: 'http://evil.example' },
    { aud: 'http://127.0.0.1:4000' },
    { generation: 99 },
    { generation: '0' },
    { sub: owner.workspaceId },
    { family: owner.workspaceId },
    { family: 'x' },
    { workspace: null },
  ])
    expect(await useOf(await forge({}, change)), JSON.stringify(change)).toBe(401)
  for (const header of [{ typ: 'JWT' }, { typ: undefined }])
    expect(await useOf(await forge(header)), JSON.stringify(header)).toBe(401)
})

test('the algorithm and the key are not the token’s to choose', async () => {
  const { accessToken } = await issue()
  const [head = '', payload = '', signature = ''] = accessToken.split('.')
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const [jwk] = (await steward.anonymous.send('GET', '/jwks')).body['keys'] as { x: string; kty: string; crv: string }[]
  const pem = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk?.x ?? '' }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString()
  const own = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const ownJwk = await crypto.subtle.exportKey('jwk', own.publicKey)
  const claims = bodyOf(accessToken)
  const signed = async (more: object, key: CryptoKey | Uint8Array, alg = 'EdDSA') =>
    await new SignJWT(claims).setProtectedHeader({ ...header, alg, typ: 'at+jwt', ...more }).sign(key)

  const forged = [
    `${encode({ ...header, alg: 'none' })}.${payload}.`,
    `${encode({ ...header, alg: 'NONE' })}.${payload}.${signature}`,
    await signed({}, new TextEncoder().encode(pem), 'HS256'),
    await signed({}, Buffer.from(jwk?.x ?? '', 'base64url'), 'HS256'),
    await signed({}, own.privateKey),
    await signed({ jwk: ownJwk }, own.privateKey),
    await signed({ jku: 'http://127.0.0.1:4000/evil.json' }, own.privateKey),
    await signed({ x5u: 'http://127.0.0.1:4000/evil.pem' }, own.privateKey),
    await signed({ kid: '../../../../dev/null' }, own.privateKey),
    await signed({ kid: "x' union select '1" }, own.privateKey),
    await signed({ kid: '__proto__' }, own.privateKey),
    `${head}.${encode({ ...claims, sub: 'somebody' })}.${signature}`,
    `${head}.${payload}.`,
    `${head}.${payload}.${signature.slice(0, -4)}AAAA`,
    `${head}..${signature}`,
    `${head}.${payload}.${signature}.${signature}`,
    '..',
    'a.b.c',
  ]

  for (const token of forged) expect(await useOf(token), token).toBe(401)
  expect(await useOf(accessToken)).toBe(200)
})
