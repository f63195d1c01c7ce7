import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeError, hidden, isSecretName, redact, redactText } from './redact.ts'

test('values of secret names are hidden however deep and however written, counts and states stay', () => {
  const line = {
    user: { email: 'ada@example.com', password: 'hunter2', sessions: [{ 'X-Api-Key': 'k', Authorization: 'Bearer abc' }] },
    client_secret: ['a', 'b'],
    accessToken: { value: 'deep' },
    tokens: 12,
    twoFactorSecret: null,
    hasPassword: true,
    requestHash: 'ab12',
  }

  expect(redact(line)).toEqual({
    user: { email: 'ada@example.com', password: hidden, sessions: [{ 'X-Api-Key': hidden, Authorization: hidden }] },
    client_secret: hidden,
    accessToken: hidden,
    tokens: 12,
    twoFactorSecret: null,
    hasPassword: true,
    requestHash: 'ab12',
  })
})

test('passwords in addresses, bearer tokens and keys are hidden in texts', () => {
  for (const [text, shown] of [
    ['connect to postgres://steward:hunter2@db:5432/x failed', `connect to postgres://steward:${hidden}@db:5432/x failed`],
    ['Authorization was Bearer abcdefgh12345', `Authorization was Bearer ${hidden}`],
    ['the key stw_AbCdEfGhIjKl is revoked', `the key ${hidden} is revoked`],
    ['https://example.com:8080/path?x=1', 'https://example.com:8080/path?x=1'],
    ['10:30 @ noon', '10:30 @ noon'],
  ] as const)
    expect(redactText(text)).toBe(shown)
})

test('of an error the log gets what it says and what lies behind it, not what hangs on it', () => {
  const row = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Failing row contains (hunter2)',
    query: 'hunter2',
  })
  const outer = new Error('could not be stored', { cause: row })

  const told = JSON.stringify(describeError(outer))

  expect(told).toContain('duplicate key')
  expect(told).toContain('23505')
  expect(told).not.toContain('hunter2')
})

test('whatever is given, nothing is thrown, nothing is changed, and no text is looked at for long', () => {
  fc.assert(
    fc.property(fc.object({ withDate: true, withMap: true, withSet: true, maxDepth: 10 }), (value) => {
      const before = structuredClone(value)
      redact(value)
      expect(value).toEqual(before)
    }),
    { numRuns: 200 },
  )
  const hostile = `${'a://'.repeat(20_000)}${':'.repeat(20_000)}`
  const began = performance.now()
  redactText(hostile)
  redactText(`bearer ${'x'.repeat(100_000)} `.repeat(3))
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('names that only sound like secrets are none', () => {
  expect(['codec', 'tokenExpiresAt', 'secretary', 'passwordMinLength', 'key', 'name'].filter(isSecretName)).toEqual([])
})
