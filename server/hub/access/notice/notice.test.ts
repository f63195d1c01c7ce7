import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { governed, type Governed, type Somebody } from '#test/governed-database'
import { type Json, running, type Shared, sharedInstallation, until } from '#test/running'
import { type SlackCall, type SlackDouble, slackDouble } from '#test/slack-double'

let shared: Shared
let slack: SlackDouble
let at: Governed
let developer: Somebody
let manager: Somebody
let production: string
let development: string
beforeAll(async () => {
  shared = await sharedInstallation()
  slack = await slackDouble()
  at = await governed(await running(shared))
  await set('/installation/config/slack.api_url', slack.apiUrl)
  await set('/config/slack.bot_token', slack.token)
  await set('/config/slack.signing_secret', slack.signingSecret)
  await set('/config/slack.channel', 'C0QUERIES')
  ;[developer, manager] = [await someone('developer'), await someone('manager')]
  production = await at.instance()
  development = await at.instance({ environment: 'development' })
})
afterAll(async () => {
  await at.steward.stop()
  await at[Symbol.asyncDispose]()
  await slack[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

async function set(path: string, value: string, version = 0): Promise<void> {
  expect((await at.owner.api('PUT', path, { value, version })).status).toBe(200)
}
const sql = async (hub: 'identity' | 'tenant' | 'access' | 'effect', text: string, values: unknown[]) =>
  (await at.steward.databases.pool(hub).query<Json>(text, values)).rows

/** A member with an address that is known to be theirs. */
async function someone(role: 'developer' | 'manager' | 'viewer', name?: string): Promise<Somebody & { email: string }> {
  const one = await at.person(role)
  const [row] = await sql(
    'identity',
    'update users set is_verified = true, name = coalesce($2, name) where id = $1 returning email',
    [one.userId, name ?? null],
  )
  return { ...one, email: String(row?.['email']) }
}

const wordsOf = ({ body }: SlackCall) => JSON.stringify(body)
/** The message that asks about a query. */
const question = async (query: Json) => {
  const id = String(query['approvalId'])
  const [call] = await until(
    () =>
      slack
        .of('chat.postMessage')
        .filter((one) => wordsOf(one).includes(`/approvals/${id}`) && wordsOf(one).includes('"approve"')),
    (calls) => calls.length > 0,
  )
  const ts = await until(
    async () => (await sql('effect', 'select ts from slack_messages where approval_id = $1', [id]))[0]?.['ts'],
    (found) => found !== undefined,
  )
  return { ts: String(ts), words: call === undefined ? '' : wordsOf(call) }
}
const thread = (ts: string) =>
  slack
    .of('chat.postMessage')
    .filter(({ body }) => body['thread_ts'] === ts)
    .map(wordsOf)
const threadOf = (ts: string, words: string) =>
  until(
    () => thread(ts),
    (notes) => notes.some((one) => one.includes(words)),
  )
const approved = async (query: Json) => {
  const asked = await question(query)
  expect((await at.decide(manager, query, 'approve')).status).toBe(200)
  return asked
}
const channelWith = (words: string) =>
  slack.of('chat.postMessage').filter((one) => one.body['thread_ts'] === undefined && wordsOf(one).includes(words))
const hour = () => new Date(Date.now() + 3_600_000).toISOString()

/** Nothing that was told waits to be handled or sent. */
async function quiet(): Promise<void> {
  await until(
    async () => {
      const counts = await Promise.all([
        sql('access', 'select count(*)::int as n from outbox', []),
        sql('effect', 'select count(*)::int as n from outbox', []),
        sql('effect', 'select count(*)::int as n from slack_notices', []),
      ])
      return counts.map(([row]) => row?.['n'])
    },
    (counts) => counts.every((count) => count === 0),
  )
}

const mailFolder = () => join(shared.folder, 'mail')
const mailsTo = (email: string, words: string) =>
  readdirSync(mailFolder())
    .filter((name) => name.includes(email))
    .map((name) => readFileSync(join(mailFolder(), name), 'utf8').replaceAll('=\n', '').replaceAll('=3D', '='))
    .filter((text) => text.includes(words))

test('what becomes of a query stands in the thread of its question: each step once, in counts alone', async () => {
  const text = 'select name, email from people order by id limit 3'
  const query = await at.submit(developer, { instanceId: production, text })
  const { ts } = await approved(query)
  await at.becomes(developer, query['id'], 'completed')

  const notes = await threadOf(ts, 'It is done')
  await quiet()
  expect(thread(ts)).toHaveLength(notes.length)
  expect(notes).toHaveLength(2)
  expect(notes[0]).toContain('It is being executed.')
  expect(notes[1]).toMatch(/It is done: 3 rows, 1 column masked, in \d+(\.\d)? m?s\./)
  expect(notes[1]).toContain(`/queries/${String(query['id'])}|Open in Steward`)
  expect(JSON.stringify(slack.calls)).not.toContain('Person 1')
})

test('a failure is told in our words, never in those of the database, which quote values', async () => {
  const instance = await at.instance({ masked: [] })
  const query = await at.submit(developer, { instanceId: instance, text: 'select name::int from people where id = 7' })
  const { ts } = await approved(query)
  const failed = await at.becomes(developer, query['id'], 'failed')
  expect(JSON.stringify(failed)).toContain('Person 7')

  const notes = await threadOf(ts, 'It failed.')
  expect(notes.at(-1)).toContain('It failed. Why stands with the query.')
  expect(JSON.stringify(slack.calls)).not.toContain('Person 7')
  await quiet()
  const [mail] = await until(
    () => mailsTo((developer as Somebody & { email: string }).email, String(query['id'])),
    (mails) => mails.some((one) => one.includes('Failed:')),
  )
  expect(mail).not.toContain('Person')
})

test('a query that was changed is asked about in a new message that names the former, and goes on in its thread', async () => {
  const query = await at.submit(developer, { instanceId: production, text: 'select count(*) from orders' })
  const first = await question(query)
  expect(first.words).not.toContain('Asked about before')
  const change = { version: 1, text: 'select count(*) from people' }
  const { body: changed } = await developer.api('PATCH', `/queries/${String(query['id'])}`, change)
  const second = await approved(changed)
  await at.becomes(developer, query['id'], 'completed')

  expect(second.words).toContain('Asked about before as')
  expect(second.words).toContain('Read: orders')
  expect(second.words).toContain('this replaces it')
  await threadOf(second.ts, 'It is done')
  expect(thread(first.ts)).toEqual([])
})

test('who cancelled a query is told, by a name that means nothing to Slack', async () => {
  const eve = await someone('developer', '<!channel> *Eve*')
  const query = await at.submit(eve, { instanceId: production, text: 'select 1' })
  const { ts } = await question(query)
  expect((await eve.api('POST', `/queries/${String(query['id'])}/cancellation`, {})).status).toBeLessThan(300)

  const [note] = await threadOf(ts, 'It was cancelled, by')
  expect(note).toContain('&lt;!channel&gt;')
  expect(note).not.toMatch(/<!channel>|[^\u2060]\*Eve/)
})

test('one that could not begin in time, and one of which nobody knows what it did, are told as such', async () => {
  const late = await at.submit(developer, { instanceId: production, text: 'select 1', scheduleAt: hour() })
  const lost = await at.submit(developer, { instanceId: production, text: 'delete from orders where id = 1', scheduleAt: hour() })
  const [first, second] = [await approved(late), await approved(lost)]
  await at.becomes(developer, late['id'], 'approved')
  await at.becomes(developer, lost['id'], 'approved')
  await sql('access', `update query_requests set expires_at = now() - interval '1 second' where uuid = $1`, [late['id']])
  await sql(
    'access',
    `update query_requests set status = 'executing', worker_id = gen_random_uuid(), execution_started_at = now(),
       lease_until = now() - interval '1 hour' where uuid = $1`,
    [lost['id']],
  )

  expect((await threadOf(first.ts, 'It has expired')).at(-1)).toContain('could not begin in time')
  expect((await threadOf(second.ts, 'Nobody knows')).at(-1)).toContain('ended before it heard from the database')
  const { email } = developer as Somebody & { email: string }
  await until(
    () => mailsTo(email, String(lost['id'])),
    (mails) => mails.some((one) => one.includes('In doubt:')),
  )
  expect(mailsTo(email, `/queries/${String(late['id'])}`)).toEqual([])
})

test('a query that nobody was asked about has a message of its own only where the workspace wants it, and then one', async () => {
  const done = async () => {
    const query = await at.submit(developer, { instanceId: development, text: 'select name from people limit 2' })
    await at.becomes(developer, query['id'], 'completed')
    await quiet()
    return String(query['id'])
  }
  const silent = await done()
  await set('/config/slack.tell_queries', 'all')
  const told = await done()
  await set('/config/slack.tell_queries', 'none', 1)
  const query = await at.submit(developer, { instanceId: production, text: 'select 2' })
  const { ts } = await approved(query)
  await at.becomes(developer, query['id'], 'completed')
  await quiet()
  const last = await done()
  await set('/config/slack.tell_queries', 'asked', 2)

  expect([silent, last].flatMap(channelWith)).toEqual([])
  const [message, ...more] = channelWith(told)
  expect(more).toEqual([])
  expect(message === undefined ? '' : wordsOf(message)).toMatch(/without being asked about\\nIt is done: 2 rows, in/)
  expect(thread(ts)).toEqual([])
})

test('by mail whoever submitted or receives it hears that it was executed, and nobody who has left or does not want to', async () => {
  const [asker, receiver, unwilling, leaving] = [
    await someone('developer'),
    await someone('viewer'),
    await someone('viewer'),
    await someone('viewer'),
  ]
  const unverified = await at.person('viewer')
  const [{ email = '' } = {}] = await sql('identity', 'update users set is_verified = false where id = $1 returning email', [
    unverified.userId,
  ])
  expect((await unwilling.api('PATCH', '/preferences', { emailNotifications: false })).status).toBe(200)
  const people = [receiver, unwilling, leaving, unverified].map(({ userId }) => userId)
  const query = await at.submit(asker, { instanceId: production, text: 'select name from people limit 5', recipients: people })
  // Their leaving is not known here yet, or the query would be another one and be asked about anew.
  await sql('tenant', 'delete from workspace_members where user_id = $1', [leaving.userId])
  await approved(query)
  await at.becomes(asker, query['id'], 'completed')

  const path = `/queries/${String(query['id'])}`
  const wanted = await until(
    () => [asker, receiver].map((one) => mailsTo(one.email, path)),
    (mails) => mails.every((one) => one.length === 1),
  )
  await quiet()
  expect(wanted[0]?.[0]).toContain('your query was executed')
  expect(wanted[1]?.[0]).toContain('a query whose result you receive')
  expect(JSON.stringify(wanted)).toContain('5 rows')
  expect(JSON.stringify(wanted)).not.toContain('Person 1')
  expect([unwilling.email, leaving.email, String(email)].flatMap((one) => mailsTo(one, path))).toEqual([])
})
