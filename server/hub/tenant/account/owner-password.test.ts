import { expect, test } from 'vitest'
import { StartError } from '#base/start-error'
import { openDoor } from '#test/door'
import { ownerAccount } from '#test/installation'
import { ensureOwner } from '../set-up.ts'

test('the first owner cannot have a password that everybody guesses, neither by the page nor by a setting', async () => {
  await using door = await openDoor()

  const made = await door.send('POST', '/setup', { ...ownerAccount, password: 'password1234' })
  const set = ensureOwner(door.steward.databases, { email: 'ada@example.com', password: 'iloveyou' }, new Date())

  expect(made).toMatchObject({ status: 400, body: { code: 'identity.password_common' } })
  await expect(set).rejects.toThrow(/^STEWARD_OWNER_PASSWORD cannot be used\. Too many people use this password/)
  await expect(set).rejects.toBeInstanceOf(StartError)
  expect(await door.rows('users')).toEqual([])
})
