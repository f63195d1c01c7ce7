import { expect, test } from 'vitest'
import { StartError } from '#base/start-error'
import { openDoor } from '#test/door'
import { ownerAccount } from '#test/installation'
import { ensureOwner } from '../set-up.ts'

test('the first owner has a password that a sign-up would take, by the page and by a setting', async () => {
  await using door = await openDoor({ 'identity.password_min_length': 13 })
  const setUp = async (password: string) => (await door.send('POST', '/setup', { ...ownerAccount, password })).body['code']
  const ensure = async (password: string) =>
    await ensureOwner(door.steward.databases, { email: 'ada@example.com', password }, new Date()).catch((error: unknown) => error)

  expect(await setUp('sunlit otter')).toBe('identity.password_short')
  expect(await setUp('password12345')).toBe('identity.password_common')
  expect(await ensure('sunlit otter')).toMatchObject({
    message: 'STEWARD_OWNER_PASSWORD cannot be used. The password needs 13 characters or more.',
  })
  const common = await ensure('password12345')
  expect(common).toBeInstanceOf(StartError)
  expect(common).toMatchObject({ message: expect.stringMatching(/cannot be used\. Too many people use this password/) as string })
  expect(await door.rows('users')).toEqual([])
  expect((await door.send('POST', '/setup', { ...ownerAccount, password: 'sunlit otters' })).status).toBe(201)
})
