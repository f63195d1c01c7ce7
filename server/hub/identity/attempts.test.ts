import { expect, test } from 'vitest'
import { createAttempts } from './attempts.ts'

const now = new Date('2026-01-01T00:00:00Z')
const later = new Date(now.getTime() + 16 * 60_000)

function fail(attempts: ReturnType<typeof createAttempts>, times: number, of: { account?: string; address?: string }): void {
  for (let n = 0; n < times; n += 1)
    attempts.begin({ account: of.account ?? `user ${n}`, address: of.address ?? `10.0.0.${n}`, now })
}

test('after five failures an account is closed to that address for a quarter of an hour, and open to others', () => {
  const attempts = createAttempts()
  fail(attempts, 5, { account: 'ada', address: '10.0.0.1' })

  expect(() => attempts.begin({ account: 'ada', address: '10.0.0.1', now })).toThrow('Try again in 900 seconds')
  expect(() => attempts.begin({ account: 'ada', address: '10.0.0.2', now })).not.toThrow()
  expect(() => attempts.begin({ account: 'ada', address: '10.0.0.1', now: later })).not.toThrow()
})

test('an address that tries many accounts is stopped', () => {
  const attempts = createAttempts()
  fail(attempts, 30, { address: '10.0.0.1' })

  expect(() => attempts.begin({ account: 'new', address: '10.0.0.1', now })).toThrow('Too many attempts')
})

test('an account that many addresses try is stopped', () => {
  const attempts = createAttempts()
  fail(attempts, 100, { account: 'ada' })

  expect(() => attempts.begin({ account: 'ada', address: '192.0.2.1', now })).toThrow('Too many attempts')
})

test('signing in with a known password does not wipe out the traces of guessing', () => {
  const attempts = createAttempts()
  fail(attempts, 29, { address: '10.0.0.1' })

  const own = { account: 'mallory', address: '10.0.0.1', now }
  attempts.begin(own)
  attempts.succeed(own)
  attempts.begin({ account: 'another', address: '10.0.0.1', now })

  expect(() => attempts.begin(own)).toThrow('Too many attempts')
})
