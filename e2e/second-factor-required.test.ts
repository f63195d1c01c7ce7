import { TOTP } from 'otpauth'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Look, openBrowser, setUp } from './open-browser.ts'
import { readMail } from './read-mail.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server
const password = 'a sentence that is long too'
const looks: readonly (Look & { readonly name: string })[] = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'phone', theme: 'light', phone: true },
]
const emailOf = (name: string) => `${name}@example.com`
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
/** By the name of a look, the session of somebody; of the owner by `owner`. */
const sessions = new Map<string, Cookies>()

const shots = process.env['STEWARD_E2E_SHOTS']
const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/required-${name}.png` })
}

async function send(context: BrowserContext, method: string, path: string, data?: unknown): Promise<Record<string, unknown>> {
  const body = data === undefined ? {} : { data }
  const answer = await context.request.fetch(`${server.url}/api/v1${path}`, { method, headers: { origin: server.url }, ...body })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  const text = await answer.text()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

/** A browser with the session of somebody: who signs in many times in a minute is told to wait. */
async function openAs(name: string, look: Look = {}) {
  const browser = await openBrowser(look)
  await browser.context.addCookies(sessions.get(name) ?? [])
  return browser
}

/** Switches the setting for the workspace, as somebody else does meanwhile. */
async function ask(isRequired: boolean): Promise<void> {
  await using browser = await openAs('owner')
  const path = '/config/identity.second_factor_required'
  const { items } = (await send(browser.context, 'GET', `${path}/history`)) as { items: { version: number }[] }
  await send(browser.context, 'PUT', path, { value: isRequired, version: items[0]?.version ?? 0 })
}

beforeAll(async () => {
  server = await startServer()
  await using first = await openBrowser()
  await setUp(first.page, server.url)
  sessions.set('owner', await first.context.cookies())
  await send(first.context, 'POST', '/invitations', { emails: looks.map(({ name }) => emailOf(name)), role: 'editor' })
  for (const { name } of looks) {
    const token = /\/invitation[/#]([\w-]{20,})/.exec(await readMail(server, emailOf(name)))?.[1]
    await using other = await openBrowser()
    await send(other.context, 'POST', '/invitations/accept', { token, account: { name: `Person ${name}`, password } })
    await send(other.context, 'POST', '/session', { email: emailOf(name), password })
    sessions.set(name, await other.context.cookies())
  }
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

const titled = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const asked = 'Set up two-factor sign-in'

async function confirmApp(page: Page): Promise<void> {
  const secret = ((await page.locator('[role=dialog] code').textContent()) ?? '').replaceAll(' ', '')
  await page.getByLabel('Then enter the code that it shows').fill(new TOTP({ secret }).generate())
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor()
}

test('who switches it on without a second factor of their own is told to set that up first, and then may', async () => {
  await using browser = await openAs('owner')
  const { page, faults } = browser
  const title = 'Two-factor sign-in for everybody'
  const openSetting = async () => {
    await page.goto(`${server.url}/settings/configuration`)
    await page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
    const drawer = page.getByRole('dialog', { name: title })
    await drawer.getByLabel('Value', { exact: true }).check()
    await drawer.getByRole('button', { name: 'Save' }).click()
    return drawer
  }

  const refused = await openSetting()
  await refused.getByText('Set up two-factor sign-in for yourself first').waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, 'refused')

  await page.goto(`${server.url}/settings/security`)
  await page.getByRole('button', { name: 'Set up' }).click()
  await confirmApp(page)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 recovery codes left').waitFor()
  expect(await violations(page)).toEqual([])
  await shoot(page, 'security')
  const taken = await openSetting()
  await taken.getByText('Version 1,').waitFor()

  await page.goto(`${server.url}/settings/security`)
  await page.getByRole('link', { name: 'Change password' }).click()
  await titled(page, 'Account')
  expect(faults).toEqual([])
}, 120_000)

for (const look of looks) {
  test(`instead of the page that was asked for, somebody finds the way to set it up, and that page afterwards: ${look.name}`, async () => {
    await using browser = await openAs(look.name, look)
    const { page, faults } = browser
    await page.goto(`${server.url}/executions`)
    await titled(page, asked)
    expect(await page.getByRole('navigation').count()).toBe(0)
    await page.getByText(`Signed in as ${emailOf(look.name)}`).waitFor()
    expect(await violations(page)).toEqual([])
    await shoot(page, `asked-${look.name}`)

    await page.getByRole('button', { name: 'Set up', exact: true }).click()
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    expect(await violations(page)).toEqual([])
    await shoot(page, `enrol-${look.name}`)
    await confirmApp(page)
    // As when the person looked for a place to keep them for so long that the page asks anew who is signed in.
    await page.clock.setSystemTime(Date.now() + 120_000)
    const told = page.waitForResponse((response) => response.url().endsWith('/api/v1/session'))
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
    expect(await (await told).json()).toMatchObject({ secondFactorRequired: false })
    expect(await page.locator('[role=dialog] li').count()).toBe(10)
    await shoot(page, `codes-${look.name}`)
    await page.getByRole('button', { name: 'I have kept them' }).click()

    await titled(page, 'Executions')
    expect(new URL(page.url()).pathname).toBe('/executions')
    expect(faults).toEqual([])
  }, 60_000)
}

test('a page that is open when it is switched on gives way to it, and another workspace is a way out', async () => {
  await using browser = await openAs('light')
  const { page, context, faults } = browser
  await send(context, 'DELETE', '/second-factor')
  await ask(false)
  await send(context, 'POST', '/workspaces', { name: 'The lab' })
  await page.goto(`${server.url}/workflows`)
  await page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /workflow/i })
    .waitFor()

  await ask(true)
  await page.getByRole('link', { name: 'Executions' }).first().click()
  await titled(page, asked)
  expect(await violations(page)).toEqual([])
  await shoot(page, 'elsewhere')
  await page.getByRole('button', { name: 'The lab' }).click()
  await page.getByRole('button', { name: 'The lab Steward' }).waitFor()

  await page.getByRole('button', { name: 'The lab Steward' }).click()
  await page.getByRole('button', { name: /^My workspace/ }).click()
  await titled(page, asked)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await titled(page, 'Sign in')
  await page.getByLabel('Email').fill(emailOf('light'))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/workflows')
  expect(faults).toEqual([])
}, 60_000)
