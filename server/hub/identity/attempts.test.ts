import { expect, test } from 'vitest'
import type { Databases } from '#db'
import { testDatabase } from '#test'
import { beginAttempt, countTry, reopenAccount, succeedAttempt } from './attempts.ts'

const now = new Date('2026-01-01T00:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

async function fail(db: Databases, times: number, of: { account?: string; address?: string; now?: Date }): Promise<void> {
  for (let n = 0; n < times; n += 1)
    await beginAttempt(db, { account: of.account ?? `user ${n}`, address: of.address ?? `10.0.0.${n}`, now: of.now ?? now })
}

const refused = { code: 'identity.too_many_attempts' }

test('after five failures an account is closed to that address for a quarter of an hour, and open to others', async () => {
  await using database = await testDatabase()
  const db = database.databases
  await fail(db, 5, { account: 'ada', address: '10.0.0.1' })

  const again = beginAttempt(db, { account: 'ada', address: '10.0.0.1', now })

  await expect(again).rejects.toMatchObject({ ...refused, params: { retryAfterSeconds: 900 } })
  await expect(beginAttempt(db, { account: 'ada', address: '10.0.0.2', now })).resolves.toEqual({ closes: false })
  await expect(beginAttempt(db, { account: 'ada', address: '10.0.0.1', now: minutes(16) })).resolves.toEqual({ closes: false })
})

test('each time it stays closed for twice as long, and after a quiet day it begins anew', async () => {
  await using database = await testDatabase()
  const db = database.databases
  const waits: unknown[] = []
  let at = now
  for (let round = 0; round < 9; round += 1) {
    await fail(db, 5, { account: 'ada', address: '10.0.0.1', now: at })
    const error: unknown = await beginAttempt(db, { account: 'ada', address: '10.0.0.1', now: at }).catch(
      (caught: unknown) => caught,
    )
    const { retryAfterSeconds } = (error as { params: { retryAfterSeconds: number } }).params
    waits.push(retryAfterSeconds / 60)
    at = new Date(at.getTime() + retryAfterSeconds * 1000)
  }
  const quiet = new Date(at.getTime() + 25 * 3_600_000)
  await fail(db, 5, { account: 'ada', address: '10.0.0.1', now: quiet })

  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440])
  await expect(beginAttempt(db, { account: 'ada', address: '10.0.0.1', now: quiet })).rejects.toMatchObject({
    params: { retryAfterSeconds: 900 },
  })
})

test('an address that tries many accounts is stopped, and so is one that changes within its IPv6 network', async () => {
  await using database = await testDatabase()
  const db = database.databases
  await fail(db, 30, { address: '10.0.0.1' })
  for (let n = 0; n < 30; n += 1) await beginAttempt(db, { account: `six ${n}`, address: `2001:db8:1:2::${n}`, now })

  await expect(beginAttempt(db, { account: 'new', address: '10.0.0.1', now })).rejects.toMatchObject(refused)
  await expect(beginAttempt(db, { account: 'new', address: '2001:db8:1:2:ffff::1', now })).rejects.toMatchObject(refused)
  await expect(beginAttempt(db, { account: 'new', address: '2001:db8:1:3::1', now })).resolves.toEqual({ closes: false })
})

test('an account that many addresses try is stopped, for an hour at most, and opens for its owner at once', async () => {
  await using database = await testDatabase()
  const db = database.databases
  await fail(db, 100, { account: 'ada' })
  const own = { account: 'ada', address: '192.0.2.1', now }

  await expect(beginAttempt(db, own)).rejects.toMatchObject(refused)
  await reopenAccount(db, own)

  await expect(beginAttempt(db, own)).resolves.toEqual({ closes: false })
})

test('signing in with a known password does not wipe out the traces of guessing', async () => {
  await using database = await testDatabase()
  const db = database.databases
  await fail(db, 28, { address: '10.0.0.1' })
  const own = { account: 'mallory', address: '10.0.0.1', now }

  await beginAttempt(db, own)
  await succeedAttempt(db, own)
  await beginAttempt(db, { account: 'another', address: '10.0.0.1', now })
  await beginAttempt(db, own)

  await expect(beginAttempt(db, own)).rejects.toMatchObject(refused)
})

test('of many at once no more are let in than one after another, and a right one opens what it closed', async () => {
  await using database = await testDatabase()
  const db = database.databases
  const attempt = { account: 'ada', address: '10.0.0.1', now }

  const all = await Promise.allSettled(Array.from({ length: 20 }, () => beginAttempt(db, attempt)))

  const closing = all.map((one) => (one.status === 'fulfilled' ? one.value.closes : 'refused'))
  expect(closing.filter((one) => one === false)).toHaveLength(4)
  expect(closing.filter((one) => one === true)).toHaveLength(1)
  await succeedAttempt(db, attempt)
  await expect(beginAttempt(db, attempt)).resolves.toEqual({ closes: false })
})

test('who succeeds and who fails at the same time do not stand in each other’s way', async () => {
  await using database = await testDatabase()
  const db = database.databases
  const attempts = Array.from({ length: 24 }, (_, n) => ({ account: `user ${n % 3}`, address: `10.0.1.${n % 4}`, now }))

  const done = await Promise.allSettled(
    attempts.map(async (attempt) => {
      await beginAttempt(db, attempt)
      await succeedAttempt(db, attempt)
    }),
  )

  expect(done.filter((one) => one.status === 'rejected')).toEqual([])
})

test('what is counted cannot be read', async () => {
  await using database = await testDatabase()
  const db = database.databases

  await countTry(db, [{ of: 'account a-password-typed-by-mistake', limit: 5, longestWaitMs: 1 }], now)

  const { rows } = await db.pool('identity').query<{ row: string }>('select a::text as row from attempts a')
  expect(rows).toHaveLength(1)
  expect(rows[0]?.row).not.toContain('mistake')
})

test('an IPv4 address that comes over IPv6 is itself, and none of the others that do', async () => {
  await using database = await testDatabase()
  const db = database.databases
  for (let n = 0; n < 30; n += 1) await beginAttempt(db, { account: `user ${n}`, address: '::ffff:10.0.0.1', now })

  await expect(beginAttempt(db, { account: 'new', address: '10.0.0.1', now })).rejects.toMatchObject(refused)
  await expect(beginAttempt(db, { account: 'new', address: '::ffff:a00:1', now })).rejects.toMatchObject(refused)
  await expect(beginAttempt(db, { account: 'new', address: '::ffff:10.0.0.2', now })).resolves.toEqual({ closes: false })
})
