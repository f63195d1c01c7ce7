import fc from 'fast-check'
import { expect, test } from 'vitest'
import { weaknessOf } from './weakness.ts'

const mara = ['Mara Lindqvist', 'mara.lindqvist@example.com', 'steward']
const weak = (passwords: readonly string[]) => passwords.map((password) => weaknessOf(password, mara))

test('passwords that many people use are known, also in capitals, with a year behind them or with digits for letters', () => {
  const passwords = [
    '1234567890',
    'Password123',
    'qwertyuiop',
    'PASSWORD2026!',
    'P@ssw0rd2026',
    'iloveyou2',
    '!!dragon99',
    'ｐａｓｓｗｏｒｄ１２３',
  ]

  expect(weak(passwords)).toEqual(passwords.map(() => 'common'))
})

test('a row of keys or the same again and again is no password', () => {
  const passwords = [
    'aaaaaaaaaaaa',
    'ab1ab1ab1ab1',
    'abcdefghijklm',
    'zxcvbnmlkjhgfdsa',
    'rewqfdsavcxz12',
    '98765432101234',
    'mnbvcxzabcdefg!',
  ]

  expect(weak(passwords)).toEqual(passwords.map(() => expect.stringMatching(/simple|common/)))
})

test('the own name, address and the name of the product are no secret', () => {
  const passwords = ['MaraLindqvist1', 'lindqvist-2026', 'Steward-mara-1', 'example.com!!']

  expect(weak(passwords)).toEqual(passwords.map(() => 'personal'))
})

test('a sentence, a random string and other scripts are fine, also when a common word is in them', () => {
  const passwords = [
    'correct horse battery',
    'a sentence that is long',
    'password managers are worth it',
    'Xk2#vLq9$Tw1',
    'mein Fahrrad ist grün',
    'пять зелёных слонов',
    '五匹の緑の象が歩く道',
    'lindqvist eats seven plums',
  ]

  expect(weak(passwords)).toEqual(passwords.map(() => undefined))
})

test('looking at any text ends soon', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 256 }), fc.array(fc.string({ maxLength: 255 })), (password, words) => {
      const began = performance.now()
      weaknessOf(password, words)
      return performance.now() - began < 500
    }),
    { numRuns: 300 },
  )
  const began = performance.now()
  for (const piece of ['a', 'ab', 'abcde', '1234', 'qwer']) weaknessOf(piece.repeat(256).slice(0, 256) + '!', ['a'.repeat(255)])
  expect(performance.now() - began).toBeLessThan(1000)
})
