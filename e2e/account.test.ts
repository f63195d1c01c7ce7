import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { type Look, openBrowser, owner, setUp, signIn } from './open-browser.ts'
import { linkIn, readMail } from './read-mail.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server & { folder: string }
const shots = process.env['STEWARD_E2E_SHOTS']

const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** Lets everybody sign up, as the owner of the installation does. */
async function openSignUp(page: Page): Promise<void> {
  const answer = await page.request.put(`${server.url}/api/v1/installation/config/identity.sign_up`, {
    headers: { origin: server.url },
    data: { value: 'open', version: 0 },
  })
  expect(answer.status()).toBe(200)
}

const inside = (page: Page) =>
  page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /workflow/i })
    .waitFor()
const titled = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

beforeAll(async () => {
  server = await startServer()
  await using browser = await openBrowser()
  await setUp(browser.page, server.url)
  await openSignUp(browser.page)
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

async function askToSignUp(page: Page, email: string): Promise<void> {
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByLabel('Your name').fill('Noor Haddad')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await titled(page, 'Check your mail')
}

const looks: readonly (Look & { readonly name: string })[] = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'phone', theme: 'light', phone: true },
]

for (const look of looks) {
  test(`somebody signs up by a mail, chooses a password and is in: ${look.name}`, async () => {
    await using browser = await openBrowser(look)
    const { page, faults } = browser
    const email = `noor-${look.name}@example.com`
    const found: string[] = []

    await page.goto(`${server.url}/sign-in`)
    await page.getByRole('link', { name: 'Make an account' }).waitFor()
    await shoot(page, `sign-in-${look.name}`)
    await askToSignUp(page, email)
    await shoot(page, `check-mail-${look.name}`)
    found.push(...(await violations(page)))
    await page.goto(linkIn(await readMail(server, email), '/sign-up/confirm'))
    await titled(page, 'Choose a password')
    await page.getByLabel('Password', { exact: true }).fill('noor2026')
    await page.getByText('Too short').waitFor()
    await page.getByLabel('Password', { exact: true }).fill('seven plums in a bowl')
    await page.getByText('Strong', { exact: true }).waitFor()
    await shoot(page, `choose-password-${look.name}`)
    found.push(...(await violations(page)))
    await page.getByRole('button', { name: 'Make my account' }).click()
    await inside(page)

    await page.goto(`${server.url}/settings/account`)
    await page.getByRole('region', { name: 'Delete account' }).waitFor()
    await shoot(page, `account-${look.name}`)
    found.push(...(await violations(page)))
    expect(found).toEqual([])
    expect(faults).toEqual([])
  })
}

test('a link that was used says so and offers another one', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await askToSignUp(page, 'twice@example.com')
  const link = linkIn(await readMail(server, 'twice@example.com'), '/sign-up/confirm')
  await page.goto(link)
  await page.getByLabel('Password', { exact: true }).fill('seven plums in a bowl')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await inside(page)

  await page.goto('about:blank')
  await page.goto(link)

  await titled(page, 'This link does not work')
  await shoot(page, 'broken-link')
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Ask for a new link' }).click()
  await titled(page, 'Make an account')
})

test('who has forgotten the password chooses a new one by mail', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await page.getByLabel('Email').fill('nobody at all')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByText('This is not an email address.').waitFor()
  await page.getByLabel('Email').fill(owner.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await titled(page, 'Check your mail')

  await page.goto(linkIn(await readMail(server, owner.email), '/reset'))
  await titled(page, 'Choose a new password')
  await page.getByLabel('New password', { exact: true }).fill('password1234')
  await page.getByRole('button', { name: 'Save and sign in' }).click()
  await page.getByText('Too many people use this password').waitFor()
  await shoot(page, 'reset-refused')
  expect(await violations(page)).toEqual([])
  await page.getByLabel('New password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Save and sign in' }).click()

  await inside(page)
  expect(await readMail(server, owner.email)).toContain('Your password was changed')
  expect(faults).toEqual([])
})

test('a link in a mail signs in, in the browser that asked alone', async () => {
  await using browser = await openBrowser()
  await using other = await openBrowser()
  const { page } = browser
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('link', { name: 'Sign in by a link in a mail' }).click()
  // Both pages ask for the address: what is typed before the second is here would be lost.
  await page.waitForURL('**/magic-link**')
  await page.getByRole('button', { name: 'Send the link' }).waitFor()
  await page.getByLabel('Email').fill(owner.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await titled(page, 'Check your mail')
  const link = linkIn(await readMail(server, owner.email), '/magic-link')

  await other.page.goto(link)
  await other.page.getByText('only in the browser in which it was asked for').waitFor()
  await page.goto(link)

  await inside(page)
})

test('the password and the address are changed in the settings, and the account is deleted', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await askToSignUp(page, 'vera@example.com')
  await page.goto(linkIn(await readMail(server, 'vera@example.com'), '/sign-up/confirm'))
  await page.getByLabel('Password', { exact: true }).fill('seven plums in a bowl')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await inside(page)
  await readMail(server, 'vera@example.com')
  await page.goto(`${server.url}/settings/account`)

  await page.getByLabel('Present password').fill('seven plums in a bowl')
  await page.getByLabel('New password', { exact: true }).fill('eight pears on a tree')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Password changed').waitFor()
  await readMail(server, 'vera@example.com')

  await page.getByLabel('New email').fill('vera@new.example')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByText('Mails are on their way to both addresses').waitFor()
  await page.goto(linkIn(await readMail(server, 'vera@example.com'), '/confirm-email'))
  await page.getByRole('button', { name: 'Yes, change it' }).click()
  await titled(page, 'Half done')
  await page.goto('about:blank')
  await page.goto(linkIn(await readMail(server, 'vera@new.example'), '/confirm-email'))
  await shoot(page, 'confirm-email')
  await page.getByRole('button', { name: 'Yes, change it' }).click()
  await titled(page, 'The address is changed')
  await page.getByRole('link', { name: 'Continue' }).click()
  await page.getByText('vera@new.example', { exact: true }).first().waitFor()

  await page.getByRole('button', { name: 'Delete my account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' })
  await dialog.getByLabel('Email').fill('vera@new.example')
  await shoot(page, 'delete-account')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Delete my account' }).click()
  await titled(page, 'Sign in')
  await page.getByLabel('Email').fill('vera@new.example')
  await page.getByLabel('Password', { exact: true }).fill('eight pears on a tree')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('The e-mail address or the password is wrong.').waitFor()
  expect(faults).toEqual([])
})

test('an account that was closed for guessing is opened by mail', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await page.goto(`${server.url}/sign-in`)
  for (let n = 0; n < 6; n += 1) {
    await page.getByLabel('Email').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill(`a guess ${n}`)
    const answered = page.waitForResponse(
      (response) => response.url().endsWith('/api/v1/session') && response.request().method() === 'POST',
    )
    await page.getByRole('button', { name: 'Sign in' }).click()
    await answered
  }
  await page.getByText('Too many attempts to sign in').waitFor()
  let mail = await readMail(server, owner.email)
  while (!mail.includes('/unlock#')) mail = await readMail(server, owner.email)

  await page.goto(linkIn(mail, '/unlock'))
  await page.getByRole('button', { name: 'Open my account' }).click()
  await titled(page, 'Your account is open again')

  await signIn(page, server.url)
})
