import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalOidc, localOidc } from '../server/test/local-oidc.ts'
import { openBrowser, owner, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server
let oidc: LocalOidc
/** Of the owner, once the second factor is on. */
const kept = { secret: '', codes: [] as string[] }

beforeAll(async () => {
  server = await startServer()
  oidc = await localOidc([`${server.url}/sign-in/callback/works`])
}, 120_000)
afterAll(async () => {
  await oidc?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

const shots = process.env['STEWARD_E2E_SHOTS']
const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/security-${name}.png` })
}
const codeNow = (steps: number) => new TOTP({ secret: kept.secret }).generate({ timestamp: Date.now() + steps * 30_000 })

async function firstStep(page: Page): Promise<void> {
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
}

async function withRecoveryCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(kept.codes.shift() ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
  await inside(page)
}

const inside = (page: Page) =>
  page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /workflow/i })
    .waitFor()

test('a person sets up an app, keeps recovery codes, and signs in by password and code', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await setUp(page, server.url)
  await page.goto(`${server.url}/settings/security`)

  await page.getByRole('button', { name: 'Set up' }).click()
  kept.secret = ((await page.locator('[role=dialog] code').textContent()) ?? '').replaceAll(' ', '')
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  await page.getByLabel('Then enter the code that it shows').fill('000000')
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByText('The app shows another code').waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, '1')
  await page.getByLabel('Then enter the code that it shows').fill(codeNow(-1))
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor()
  kept.codes = await page.locator('[role=dialog] li').allTextContents()
  expect(await violations(page)).toEqual([])
  await shoot(page, '2')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()])
  expect(file.suggestedFilename()).toBe('steward-recovery-codes.txt')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 recovery codes left').waitFor()

  await page.context().clearCookies()
  await firstStep(page)
  expect(await violations(page)).toEqual([])
  await shoot(page, '3')
  await page.getByLabel('Code from the app').fill('111111')
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Code from the app').fill(codeNow(0))
  await inside(page)

  expect(kept.codes).toHaveLength(10)
  expect(faults).toEqual([])
})

test('what changes the ways in asks once more who it is, then does it', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await firstStep(page)
  await withRecoveryCode(page)
  await page.goto(`${server.url}/settings/security`)
  // As it is ten minutes after the sign-in.
  await page.route(
    '**/second-factor/recovery-codes',
    (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', json: { code: 'identity.step_up_required' } }),
    { times: 1 },
  )

  await page.getByRole('button', { name: 'New recovery codes' }).click()
  await page.getByRole('button', { name: 'Make new ones' }).click()
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, '4')
  await page.getByLabel('Code from the app').fill(codeNow(1))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor()
  kept.codes = await page.locator('[role=dialog] li').allTextContents()
  await page.getByRole('button', { name: 'I have kept them' }).click()

  await page.getByText('10 recovery codes left').waitFor()
})

test('an administrator adds a provider, by which somebody new signs in and the administrator links', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await firstStep(page)
  await withRecoveryCode(page)
  await page.goto(`${server.url}/settings/sign-in-providers`)
  await page.getByRole('button', { name: 'Add a provider' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Issuer').fill('http://example.com')
  await dialog.getByLabel('Short name').fill('works')
  await dialog.getByLabel('Name on the button').fill('Works')
  await dialog.getByLabel('Client ID').fill(oidc.clientId)
  await dialog.getByLabel('Client secret').fill(oidc.clientSecret)
  await dialog.getByLabel('Whoever comes for the first time gets an account').check()
  await dialog.getByRole('button', { name: 'Add a provider' }).click()
  await dialog.getByText('it has to begin with https://').waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, '5')
  await dialog.getByLabel('Issuer').fill(oidc.issuer)
  await dialog.getByText(`${server.url}/sign-in/callback/works`).waitFor()
  await dialog.getByRole('button', { name: 'Add a provider' }).click()
  await page.getByText('Added Works').waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, '6')

  await using other = await openBrowser()
  // Whoever the provider vouches for gets an account, although nobody may sign up by themselves.
  await other.page.goto(`${server.url}/sign-up`)
  await other.page.getByRole('button', { name: 'Continue with Works' }).waitFor()
  await other.page.getByText('by one of these, or by an invitation').waitFor()
  expect(await other.page.getByLabel('Email').count()).toBe(0)
  expect(await violations(other.page)).toEqual([])
  await shoot(other.page, 'sign-up')
  await other.page.goto(`${server.url}/sign-in?next=%2Fexecutions`)
  expect(await violations(other.page)).toEqual([])
  await shoot(other.page, '7')
  await other.page.getByRole('button', { name: 'Continue with Works' }).click()
  await other.page.getByRole('heading', { level: 1, name: 'Executions' }).waitFor()
  await other.page.goto(`${server.url}/settings/security`)
  await other.page.getByText('as grace@example.com').waitFor()
  await other.page.getByRole('button', { name: 'Unlink Works' }).click()
  await other.page.getByRole('button', { name: 'Unlink', exact: true }).click()
  await other.page.getByText('This is your only way to sign in').waitFor()

  oidc.person = { sub: 'mara', email: 'mara@works.test', emailVerified: false, name: 'Mara' }
  await page.goto(`${server.url}/settings/security`)
  await page.getByRole('button', { name: 'Link Works' }).click()
  await page.getByText('as mara@works.test').waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, '8')
  expect([...faults, ...other.faults]).toEqual([])
})

test('after a provider the second step is asked for as well, and a visit that was not begun here is refused in words', async () => {
  await using browser = await openBrowser()
  const { page } = browser

  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('button', { name: 'Continue with Works' }).click()
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
  expect(page.url()).not.toContain('code=')
  await withRecoveryCode(page)

  await page.goto(`${server.url}/sign-in/callback/works?code=stolen&state=guessed`)
  await page.getByRole('alert').getByText('begun in another browser').waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, '9')
})

test('devices are listed in words, and the others are signed out from one', async () => {
  await using browser = await openBrowser()
  await using other = await openBrowser({ phone: true })
  for (const { page } of [other, browser]) {
    await firstStep(page)
    await withRecoveryCode(page)
  }
  const { page } = browser
  await page.goto(`${server.url}/settings/security`)
  await page.getByText('Chrome on Linux').first().waitFor()
  expect(await page.getByText('this one').count()).toBe(1)

  await page.getByRole('button', { name: 'Sign out all others' }).click()
  await page.getByText(/Signed out \d+ other devices/).waitFor()
  await other.page.goto(`${server.url}/workflows`)
  await other.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})
