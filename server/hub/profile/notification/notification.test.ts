import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { publish } from '#db'
import { givenWorkflow } from '#test/given-workflow'
import { type Json, running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'
import { tellPeople, type Told } from './tell-people.ts'

let shared: Shared
let steward: RunningInstallation
let ownerId: string
let workspaceId: string
beforeAll(async () => {
  shared = await sharedInstallation()
  steward = await running(shared)
  const { body } = await steward.api('GET', '/session')
  ownerId = (body['user'] as { id: string }).id
  workspaceId = (body['workspace'] as { id: string }).id
  await sql('identity', 'update users set is_verified = true where id = $1', [ownerId])
})
afterAll(async () => {
  await steward.stop()
  await shared[Symbol.asyncDispose]()
})

type Hub = 'identity' | 'tenant' | 'profile' | 'execution'
const sql = async (hub: Hub, text: string, values: unknown[] = []) =>
  (await steward.databases.pool(hub).query<Json>(text, values)).rows

type Somebody = {
  readonly userId: string
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }>
}
async function somebody(role: 'viewer' | 'editor' | 'owner'): Promise<Somebody> {
  const headers = await steward.member(role)
  const api: Somebody['api'] = async (method, path, body) => {
    const type = { 'content-type': 'application/json' }
    const init =
      body === undefined ? { method, headers } : { method, headers: { ...headers, ...type }, body: JSON.stringify(body) }
    const answer = await fetch(`${steward.url}/api/v1${path}`, init)
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Json) }
  }
  const { body } = await api('GET', '/session')
  return { userId: (body['user'] as { id: string }).id, api }
}

type Seen = { id: string; kind: string; count: number; isRead: boolean; path: string; parts: Json }
const seenBy = async (one: Pick<Somebody, 'api'>, query = ''): Promise<Seen[]> =>
  (await one.api('GET', `/notifications?limit=100${query}`)).body['items'] as Seen[]
const tell = (told: Partial<Told>) =>
  steward.databases.transaction('execution', (tx) =>
    tellPeople(tx, {
      kind: 'execution_failed',
      workspaceId,
      subject: 'wf',
      parts: { workflow: 'Orders', node: 'Charge' },
      path: '/executions/1',
      people: [ownerId],
      ...told,
    }),
  )
/** Nothing that was told waits to be handled. */
const quiet = () =>
  until(
    async () => {
      const counts = await Promise.all(
        (['execution', 'profile', 'identity', 'tenant'] as const).map(
          async (hub) => (await sql(hub, 'select event_id from outbox')).length,
        ),
      )
      return counts
    },
    (counts) => counts.every((count) => count === 0),
  )

test('who looks after a workflow is told once that it fails, however often; and when it works again', async () => {
  const editor = await somebody('editor')
  const hook = (path: string) => ({ name: 'Hook', type: 'webhook', version: 2, parameters: { path, responseMode: 'lastNode' } })
  const stop = { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'secret of Lena' } }
  const bad = await steward.given(givenWorkflow([{ ...hook('bad'), to: { Stop: [0, 0] as const } }, stop], { name: 'Bad' }))
  await steward.rested(await steward.begin(bad))
  await quiet()
  expect(await seenBy(steward)).toEqual([])

  await Promise.all(Array.from({ length: 30 }, () => fetch(`${steward.url}/webhook/bad`)))
  const [told] = await until(
    () => seenBy(steward),
    (seen) => seen.reduce((sum, { count }) => sum + count, 0) >= 30,
  )
  expect(told).toMatchObject({ kind: 'execution_failed', count: 30, isRead: false, parts: { workflow: 'Bad', node: 'Stop' } })
  expect(told?.path).toMatch(/^\/executions\//)
  expect(JSON.stringify(await seenBy(steward))).not.toContain('Lena')
  expect(await seenBy(editor)).toEqual([])

  expect((await steward.api('PATCH', `/notifications/${told?.id}`, { isRead: true })).body['unread']).toBe(0)
  await fetch(`${steward.url}/webhook/bad`)
  const again = await until(
    () => seenBy(steward),
    (seen) => seen.length === 2,
  )
  expect(again.map(({ count, isRead }) => [count, isRead])).toEqual([
    [1, false],
    [30, true],
  ])
  // An older one of the same stays read beside what has come since.
  await steward.api('PATCH', `/notifications/${told?.id}`, { isRead: false })
  expect((await seenBy(steward, '&unread=true')).map(({ id }) => id)).toEqual([again[0]?.id])
  expect(await sql('execution', 'select workflow_id from failing_workflows')).toEqual([{ workflow_id: bad }])
})

test('only members who may see it are told, others in their place where nobody is left, and who did it never', async () => {
  const [viewer, owner] = [await somebody('viewer'), await somebody('owner')]
  const stranger = '00000000-0000-7000-8000-00000000000a'
  await tell({ subject: 'a', kind: 'member_joined', people: [viewer.userId, stranger] })
  await tell({ subject: 'b', kind: 'connection_stopped', people: [stranger], otherwise: 'connection:write' })
  await tell({ subject: 'c', kind: 'connection_stopped', people: [], otherwise: 'member:manage', except: owner.userId })
  await quiet()

  const subjects = async (userId: string) =>
    (
      await sql('profile', `select subject from notifications where user_id = $1 and subject in ('a', 'b', 'c') order by 1`, [
        userId,
      ])
    ).map((row) => row['subject'])
  expect(await subjects(viewer.userId)).toEqual(['a'])
  expect(await subjects(owner.userId)).toEqual(['b'])
  expect(await subjects(ownerId)).toEqual(['b', 'c'])
  expect(await subjects(stranger)).toEqual([])

  // Somebody else's is not there, and one who leaves takes nothing of the workspace along.
  const [own] = await sql('profile', `select id from notifications where user_id = $1`, [viewer.userId])
  expect((await owner.api('PATCH', `/notifications/${String(own?.['id'])}`, { isRead: true })).body['code']).toBe(
    'profile.notification_not_found',
  )
  await steward.databases.transaction('tenant', (tx) =>
    publish(tx, { type: 'member.ended', key: 'x', payload: { workspaceId, memberId: newId(), userId: viewer.userId } }),
  )
  await quiet()
  expect(await subjects(viewer.userId)).toEqual([])
})

test('a right that is gone hides what was told by it, and an event that comes twice counts once', async () => {
  const editor = await somebody('editor')
  await tell({ subject: 'own', people: [editor.userId] })
  await quiet()
  expect(await seenBy(editor)).toHaveLength(1)

  const key = (await editor.api('POST', '/api-keys', { name: 'k', scopes: ['workflow:read'] })).body['secret'] as string
  const narrow = await fetch(`${steward.url}/api/v1/notifications`, { headers: { authorization: `Bearer ${key}` } })
  expect((await narrow.json()) as Json).toMatchObject({ items: [], unread: 0 })

  const event = { type: 'notification.told', key: 'own' }
  const [row] = await sql('profile', 'select gen_random_uuid() as id')
  const payload = { kind: 'execution_failed', workspaceId, subject: 'own', parts: {}, path: '/x', people: [editor.userId] }
  for (let time = 0; time < 2; time++) {
    await sql('execution', 'insert into outbox (event_id, type, key, payload) values ($1, $2, $3, $4)', [
      row?.['id'],
      event.type,
      event.key,
      JSON.stringify(payload),
    ])
    await quiet()
  }
  expect((await seenBy(editor))[0]?.count).toBe(2)
})

test('what somebody does not want to know is not kept; what is due by mail is written once, with a way out that works', async () => {
  const folder = join(shared.folder, 'mail')
  const mails = () =>
    (existsSync(folder) ? readdirSync(folder) : []).map((name) =>
      readFileSync(join(folder, name), 'utf8').replaceAll('=\n', '').replaceAll('=3D', '='),
    )
  const off = { kind: 'schedule_missed', inApp: false, mail: 'never', push: false }
  const daily = { kind: 'execution_failed', mail: 'daily' }
  const changed = await steward.api('PATCH', '/notification-settings', { kinds: [off, daily], digest: { hour: 5 } })
  expect(changed.body['digest']).toEqual({ hour: 5, weekday: 1, timezone: 'UTC' })
  await tell({ subject: 'off', kind: 'schedule_missed' })
  await tell({ subject: 'digest' })
  await tell({ subject: 'now', kind: 'connection_stopped', parts: { connection: 'Shop <b>' } })
  await quiet()

  expect(await sql('profile', `select 1 from notifications where subject = 'off'`)).toEqual([])
  const [due] = await sql('profile', `select mail_at from notifications where subject = 'digest'`)
  expect(JSON.stringify(due?.['mail_at'])).toMatch(/T05:00:00\.000Z"$/)
  const [now = ''] = await until(
    () => mails().filter((text) => text.includes('Shop')),
    (found) => found.length > 0,
  )
  expect(now).toContain('Shop b does not answer')

  // Another hour moves what waits.
  await steward.api('PATCH', '/notification-settings', { digest: { hour: 6 } })
  const [moved] = await sql('profile', `select mail_at from notifications where subject = 'digest'`)
  expect(JSON.stringify(moved?.['mail_at'])).toMatch(/T06:00:00\.000Z"$/)
  await sql('profile', `update notifications set mail_at = now() where subject = 'digest'`)
  const [digest = ''] = await until(
    () => mails().filter((text) => text.includes('Orders failed')),
    (found) => found.length > 0,
  )
  expect(digest).toMatch(/notifications? you have not read/)

  const token = decodeURIComponent(/\/unsubscribe#([\w.%-]+)/.exec(digest)?.[1] ?? '')
  const post = (body: object) =>
    fetch(`${steward.url}/api/v1/unsubscriptions`, {
      method: 'POST',
      headers: { origin: steward.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await post({ token: `${token.slice(0, -4)}AAAA` })).status).toBe(400)
  expect((await post({ token })).status).toBe(204)
  expect((await steward.api('GET', '/preferences')).body).toMatchObject({ emailNotifications: false })
  const before = mails().length
  await tell({ subject: 'later', kind: 'connection_stopped' })
  await quiet()
  expect(await sql('profile', 'select 1 from notifications where mail_at is not null')).toEqual([])
  expect(mails()).toHaveLength(before)
}, 60_000)

test('changes are told live to that person alone, and everything goes with the account', async () => {
  const [one, other] = [await somebody('editor'), await somebody('editor')]
  const heard: string[] = []
  const listen = async (who: string, headers: Record<string, string>) => {
    const hangUp = new AbortController()
    const answer = await fetch(`${steward.url}/api/v1/notifications/events`, { headers, signal: hangUp.signal })
    const reader = answer.body?.getReader()
    const read = async (): Promise<void> => {
      const part = await reader?.read().catch(() => undefined)
      if (part?.value === undefined) return
      if (new TextDecoder().decode(part.value).includes('notification.changed')) heard.push(who)
      await read()
    }
    void read()
    return () => hangUp.abort()
  }
  const { body } = await one.api('POST', '/api-keys', { name: 'one' })
  const second = await other.api('POST', '/api-keys', { name: 'two' })
  const stops = await Promise.all([
    listen('one', { authorization: `Bearer ${String(body['secret'])}` }),
    listen('other', { authorization: `Bearer ${String(second.body['secret'])}` }),
  ])
  await tell({ subject: 'live', people: [one.userId] })
  await until(
    () => heard,
    (names) => names.includes('one'),
  )
  expect(heard).not.toContain('other')
  for (const stop of stops) stop()

  await one.api('PATCH', '/notification-settings', { kinds: [{ kind: 'member_joined', inApp: false }] })
  await one.api('POST', '/tasks', { kind: 'bulk', subject: 'workflows.archive', total: 3 })
  await steward.databases.transaction('identity', (tx) =>
    publish(tx, { type: 'user.purged', key: 'x', payload: { userId: one.userId } }),
  )
  await quiet()
  for (const table of ['notifications', 'notification_settings', 'tasks'])
    expect(await sql('profile', `select 1 from ${table} where user_id = $1`, [one.userId])).toEqual([])
})
