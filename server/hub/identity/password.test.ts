import { expect, test } from 'vitest'
import { checkPassword, hashPassword } from './password.ts'

test('a password is known again, another is not', async () => {
  const stored = await hashPassword('correct horse battery')

  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await checkPassword('correct horse battery', stored)).toBe('right')
  expect(await checkPassword('correct horse batterx', stored)).toBe('wrong')
  expect(await checkPassword('', stored)).toBe('wrong')
})

test('the same password typed on another keyboard is the same password', async () => {
  const stored = await hashPassword('caf\u00e9 au lait')

  expect(await checkPassword('cafe\u0301 au lait', stored)).toBe('right')
})

test('a hash with older parameters is right but outdated', async () => {
  const stored = await hashPassword('correct horse battery', { memoryKib: 8_192, passes: 1, lanes: 1 })

  expect(await checkPassword('correct horse battery', stored)).toBe('outdated')
  expect(await checkPassword('wrong horse', stored)).toBe('wrong')
})

test('two hashes of one password differ, and what is no hash fits nothing', async () => {
  expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'))
  expect(await checkPassword('none', 'none')).toBe('wrong')
})
