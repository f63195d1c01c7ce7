import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { createSecretBox } from '#base/secret-box'
import { connectionValues, createConnection, noSources, SecretSources } from '#hub/connector'
import { testDatabase } from '#test'
import { createNet } from '#net'
import { testInstallation } from '#test/installation'
import { changeConnection } from './change-connection.ts'

const sources = new SecretSources(noSources, { net: createNet(), log })

const header = { name: 'Shop', type: 'httpHeaderAuth', values: { name: 'X-Key', value: 'hunter2' } }

test('secret values are masked in every answer and rest encrypted', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()

  const made = await owner.send('POST', '/connections', header)
  const listed = await owner.send('GET', '/connections')

  expect(made).toMatchObject({
    status: 201,
    body: { config: { name: 'X-Key', value: '••••••••' }, verificationStatus: 'unverified' },
  })
  expect(listed.text).not.toContain('hunter2')
  const { rows } = await steward.databases
    .pool('connector')
    .query<{ all: string }>('select json_agg(c)::text as all from connections c')
  expect(rows[0]?.all).not.toContain('hunter2')
})

test('a secret that is left out or sent back masked stays as it is', async () => {
  await using db = await testDatabase()
  const scope = { ...db.scope(), box: createSecretBox(randomBytes(32)), sources }
  const { id } = await createConnection(scope, header)
  const values = async () => (await connectionValues(scope, { id, kind: 'httpHeaderAuth' }))?.values

  await changeConnection(scope, { id, name: 'Shop 2' })
  await changeConnection(scope, { id, values: { name: 'X-Other', value: '••••••••' } })
  expect(await values()).toEqual({ name: 'X-Other', value: 'hunter2' })

  await changeConnection(scope, { id, values: { value: 'hunter3' } })
  expect(await values()).toEqual({ name: 'X-Other', value: 'hunter3' })
})

test('of two changes at once none is lost', async () => {
  await using db = await testDatabase()
  const scope = { ...db.scope(), box: createSecretBox(randomBytes(32)), sources }
  const { id } = await createConnection(scope, { name: 'Any', type: 'acmeApi', values: { a: '1', b: '1' } })

  await Promise.all([changeConnection(scope, { id, values: { a: '2' } }), changeConnection(scope, { id, values: { b: '2' } })])

  expect((await connectionValues(scope, { id, kind: 'acmeApi' }))?.values).toEqual({ a: '2', b: '2' })
})

test('a kind says which fields it has; other kinds take any and keep all but plain addresses secret', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const make = async (type: string, values: unknown) => owner.send('POST', '/connections', { name: 'x', type, values })

  expect((await make('httpBearerAuth', {})).body).toMatchObject({
    code: 'connector.field_missing',
    detail: 'The field "Token" of Bearer auth must be given.',
  })
  expect((await make('httpBearerAuth', { token: 't', tokne: 't' })).body).toMatchObject({ code: 'connector.field_unknown' })
  expect((await make('; drop table connections', { a: 1 })).body).toMatchObject({ code: 'connector.bad_type' })
  expect((await make('acmeApi', { host: 'half \ud83d' })).body).toMatchObject({ code: 'http.invalid_text' })
  expect((await make('acmeApi', { host: 'nul \0' })).body).toMatchObject({ code: 'http.invalid_text' })
  expect((await make('acmeApi', { big: 'x'.repeat(70_000) })).body).toMatchObject({ code: 'connector.too_large' })
  expect((await make('acmeApi', { host: 'acme.example', apiKey: 'hunter2', nested: { token: 'hunter2' } })).body).toMatchObject({
    config: { host: 'acme.example', apiKey: '••••••••', nested: '••••••••' },
  })
})

test('another workspace can neither see, change, delete nor use a connection', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const { id } = (await owner.send('POST', '/connections', header)).body as { id: string }

  expect((await stranger.send('GET', '/connections')).body).toEqual({ items: [] })
  expect((await stranger.send('PATCH', `/connections/${id}`, { name: 'mine' })).status).toBe(404)
  expect((await stranger.send('DELETE', `/connections/${id}`)).status).toBe(404)
  const scope = {
    db: steward.databases,
    workspaceId: stranger.workspaceId,
    actorId: null,
    now: new Date(),
    box: createSecretBox(randomBytes(32)),
    sources,
  }
  expect(await connectionValues(scope, { id, name: 'Shop', kind: 'httpHeaderAuth' })).toBeUndefined()
})

test('a node finds its connection by id, and by name where the id comes from elsewhere', async () => {
  await using db = await testDatabase()
  const scope = { ...db.scope(), box: createSecretBox(randomBytes(32)), sources }
  const { id } = await createConnection(scope, header)
  const find = async (reference: { id?: string | null; name?: string }, kind = 'httpHeaderAuth') =>
    (await connectionValues(scope, { ...reference, kind }))?.id

  expect(await find({ id })).toBe(id)
  expect(await find({ id: 'B7sX2kQ', name: 'Shop' })).toBe(id)
  expect(await find({ id: newId(), name: 'Shop' })).toBe(id)
  expect(await find({ id: null, name: 'Shop' })).toBe(id)
  expect(await find({ id }, 'httpBasicAuth')).toBeUndefined()
  expect(await find({ name: 'Other' })).toBeUndefined()
})

test('values that were locked with another key are named, not lost in silence', async () => {
  await using db = await testDatabase()
  const { id } = await createConnection({ ...db.scope(), box: createSecretBox(randomBytes(32)) }, header)

  // Another key on the same workspace.
  const { rows } = await db.databases.pool('connector').query<{ workspace_id: string }>('select workspace_id from connections')
  const scope = { ...db.scope({ workspaceId: rows[0]?.workspace_id ?? '' }), box: createSecretBox(randomBytes(32)), sources }

  await expect(connectionValues(scope, { id, kind: 'httpHeaderAuth' })).rejects.toThrow(
    'The stored values of the connection "Shop" cannot be decrypted',
  )
})
