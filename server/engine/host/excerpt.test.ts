import type { JsonValue } from '@steward/contract/item'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptOf } from './excerpt.ts'

const bytesOf = (value: JsonValue) => Buffer.byteLength(JSON.stringify(value))
const excerpt = (value: JsonValue, bytesMax = 4_096, secrets: readonly string[] = []) => excerptOf(value, { bytesMax, secrets })

test('what is small stays as it is', () => {
  const value = { method: 'POST', url: 'https://shop.example.com/orders/7', body: { total: 12.5, paid: true, note: null } }

  expect(excerpt(value)).toEqual(value)
})

test('what looks like a secret is left out: by its name, in a pair of name and value, in an address, in a text', () => {
  const shown = JSON.stringify(
    excerpt({
      password: 'hunter2-a',
      headers: [
        { name: 'Authorization', value: 'hunter2-b' },
        { name: 'Accept', value: 'text/plain' },
      ],
      url: 'https://ada:hunter2-c@example.com/?api_key=hunter2-d&page=3',
      text: 'Bearer hunter2-e.f',
      body: '{"client_secret":"hunter2-g","size":3}',
    }),
  )

  expect(shown).not.toContain('hunter2')
  for (const kept of ['text/plain', 'page=3', '"size":3']) expect(shown).toContain(kept)
})

test('a value that is known to be secret is nowhere in it, as a name, in an address or cut in two', () => {
  const secret = 'swordfish/&1'
  const long = 'k'.repeat(3_000)
  const shown = JSON.stringify(
    excerpt(
      {
        note: `it is ${secret}`,
        [secret]: 1,
        url: `https://x.example.com/?q=${encodeURIComponent(secret)}`,
        shrinking: `${secret.repeat(1_665)}${secret}`,
        cutInTwo: `${`${long} `.repeat(6)}${' '.repeat(100)}${long}`,
      },
      4_096,
      [secret, long],
    ),
  )

  expect(shown).not.toContain('swordfish')
  expect(shown).not.toContain('kkkk')
})

test('a text of a megabyte, a list of a hundred thousand and what is nested without end cost next to nothing', () => {
  const deep: JsonValue = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as JsonValue
  const value = {
    text: 'x'.repeat(1_000_000),
    list: Array.from({ length: 100_000 }, (_, n) => ({ n })),
    ['n'.repeat(1_000_000)]: 1,
    deep,
    wide: Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`field ${n}`, 'y'.repeat(900)])),
  }
  const before = process.cpuUsage()

  const shown = excerpt(value)

  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(250)
  expect(bytesOf(shown)).toBeLessThanOrEqual(4_096)
  expect(JSON.stringify(shown)).toContain('99980 more')
})

test('whatever it is given, it holds to its size and tells no secret', () => {
  const secret = 'open sesame'
  const anything = fc.jsonValue({ depthSize: 'large' }).map((value) => value as JsonValue)
  const texts = fc
    .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(secret), fc.constant('\u0000\ud800')))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(anything, texts, fc.integer({ min: 400, max: 4_096 }), (value, text, bytesMax) => {
      const shown = excerptOf({ value, text, [text]: [text, value] }, { bytesMax, secrets: [secret] })

      expect(bytesOf(shown)).toBeLessThanOrEqual(bytesMax)
      expect(JSON.stringify(shown)).not.toContain(secret)
    }),
  )
})
