import { expect, test } from 'vitest'
import { ownerAccount, testInstallation } from '#test/installation'

test('the first visitor becomes the owner of a workspace and is signed in', async () => {
  await using steward = await testInstallation()
  expect((await steward.anonymous.send('GET', '/setup')).body).toEqual({ ownerExists: false, version: '0.0.0' })

  const made = await steward.anonymous.send('POST', '/setup', ownerAccount)

  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    user: { email: 'Ada@example.com', name: 'Ada' },
    workspace: { name: 'My workspace', role: 'owner' },
  })
  const cookie = String(made.headers['set-cookie'])
  expect(cookie).toMatch(/^steward_session=[\w-]{43}; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)
  const session = await steward.client({ cookie: cookie.split(';', 1)[0] ?? '' }).send('GET', '/session')
  expect(session.body).toMatchObject({ user: { name: 'Ada' } })
  expect((await steward.anonymous.send('GET', '/setup')).body).toMatchObject({ ownerExists: true })
})

test('of two set-ups at once exactly one makes an owner', async () => {
  await using steward = await testInstallation()

  const accounts = [1, 2, 3, 4].map((n) => ({ ...ownerAccount, email: `${n}@example.com` }))
  const answers = await Promise.all(accounts.map((account) => steward.anonymous.send('POST', '/setup', account)))

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409])
  const { rows } = await steward.databases.pool('identity').query('select count(*)::int as users from users')
  expect(rows).toEqual([{ users: 1 }])
  expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({ code: 'identity.owner_exists' })
})
