import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { createSecretBox } from '#base/secret-box'
import { startRelay, subscription } from '#db'
import { type Mail, openTransport, queueMail } from '#mail'
import { testDatabase } from '#test'
import { mailServer } from '#test/mail-server'
import { until } from '#test/running'
import { mailSubscriptions } from './mail.jobs.ts'
import { MailSender } from './mail-sender.ts'

const box = createSecretBox(Buffer.alloc(32, 3))
const inAnHour = () => new Date(Date.now() + 3_600_000)
const reset = (to = 'ada@example.org', expiresAt = inAnHour()): Mail => ({
  template: 'password_reset',
  to,
  expiresAt,
  name: 'Ada',
  path: '/reset#a-very-secret-token',
  address: '192.0.2.7',
})

async function post(smtpUrl: string, more: { senders?: number } = {}) {
  const database = await testDatabase()
  const db = database.databases
  const lines: unknown[] = []
  const audit = subscription({
    consumer: 'audit.test',
    types: ['audit.recorded'],
    handle: async (_tx, event) => void lines.push(event.payload),
  })
  const relay = startRelay(db, [audit, ...mailSubscriptions])
  const sender = (url = smtpUrl) =>
    new MailSender({
      db,
      box,
      log,
      transport: openTransport({ smtpUrl: url, from: 'steward@example.com' }, ''),
      publicUrl: 'https://steward.example.com',
      clock: () => new Date(),
      pollMs: 50,
      firstWaitSeconds: 0.1,
    })
  const senders = Array.from({ length: more.senders ?? 1 }, () => sender())
  for (const one of senders) await one.start()
  const rows = async (query: string) => (await db.pool('identity').query<{ row: string }>(query)).rows.map(({ row }) => row)
  return {
    db,
    queue: (...mails: Mail[]) =>
      db.transaction('tenant', async (tx) => Promise.all(mails.map((mail) => queueMail(tx, box, mail)))),
    waiting: () => rows('select m::text as row from mails m'),
    givenUp: () => lines,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(senders.map((one) => one.stop()))
      await relay.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

test('a mail that any hub queues is sent once, after the commit, by however many senders', async () => {
  await using server = await mailServer()
  await using office = await post(server.url, { senders: 3 })

  await office.queue(...Array.from({ length: 12 }, (_, n) => reset(`person${n}@example.org`)))
  await office.db
    .transaction('tenant', async (tx) => {
      await queueMail(tx, box, reset('nobody@example.org'))
      throw new Error('thought better of it')
    })
    .catch(() => undefined)

  await until(
    async () => server.taken.length + (await office.waiting()).length,
    (sum) => sum === 12 && server.taken.length === 12,
  )
  const people = new Set(server.taken.map((mail) => /^To: (\S+)/m.exec(mail)?.[1]))
  expect(people.size).toBe(12)
  await until(office.waiting, (rows) => rows.length === 0)
})

test('a server that is busy gets the mail later, once', async () => {
  let tries = 0
  const server = await mailServer({
    onMailFrom: (_address, _session, done) => done(++tries < 3 ? Object.assign(new Error('busy'), { responseCode: 451 }) : null),
  })
  await using _ = server
  await using office = await post(server.url)

  await office.queue(reset())

  await until(
    () => server.taken.length,
    (count) => count === 1,
  )
  await until(office.waiting, (rows) => rows.length === 0)
  expect(tries).toBe(3)
  expect(office.givenUp()).toEqual([])
})

test('while a mail waits nothing of it can be read in the database', async () => {
  await using server = await mailServer({
    onMailFrom: (_address, _session, done) => done(Object.assign(new Error('busy'), { responseCode: 451 })),
  })
  await using office = await post(server.url)

  await office.db.transaction('tenant', async (tx) => {
    await queueMail(tx, box, reset())
    const { rows } = await office.db.pool('tenant').query('select 1')
    expect(rows).toHaveLength(1)
  })
  const [row = ''] = await until(office.waiting, (rows) => rows.length === 1)

  expect(row).toContain('password_reset')
  expect(row).not.toMatch(/ada@example|Ada|a-very-secret-token|192\.0\.2\.7/)
})

test('a mail whose link has ended, or whose address is refused, is given up and the log of the installation says so', async () => {
  await using server = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('gone') ? Object.assign(new Error(`no ${address}`), { responseCode: 550 }) : null),
  })
  await using office = await post(server.url)

  await office.queue(reset('late@example.org', new Date(Date.now() - 1000)), reset('gone@example.org'))

  const lines = await until(office.givenUp, (found) => found.length === 2)
  const about = { action: 'mail.given_up', resourceType: 'mail' }
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...about, new: { template: 'password_reset', ending: 'expired', tries: 1 } }),
      expect.objectContaining({ ...about, new: { template: 'password_reset', ending: 'refused', tries: 1 } }),
    ]),
  )
  expect(server.taken).toEqual([])
  expect(await office.waiting()).toEqual([])
})

test('a mail that was in the hands of a killed process, or that cannot be opened, does not stay for ever', async () => {
  await using server = await mailServer()
  await using office = await post(server.url)
  const id = newId()
  const insert = `insert into mails (id, template, locked, tries, next_try_at, expires_at) values ($1, 'welcome', $2, 1, $3, now() + interval '1 hour')`
  const content = { template: 'welcome', to: 'ada@example.org', name: 'Ada' }
  const identity = office.db.pool('identity')

  await identity.query(insert, [id, box.lock(JSON.stringify(content), `mail ${id}`), new Date(Date.now() + 300)])
  await identity.query(insert, [newId(), box.lock(JSON.stringify(content), `mail of another record`), new Date()])

  await until(
    () => server.taken.length,
    (count) => count === 1,
  )
  const lines = await until(office.givenUp, (found) => found.length === 1)
  expect(lines[0]).toMatchObject({ action: 'mail.given_up', new: { ending: 'unreadable' } })
})
