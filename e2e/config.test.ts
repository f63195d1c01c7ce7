import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined
let url = ''

beforeAll(async () => {
  server = await startServer()
  url = server.url
  await using browser = await openBrowser()
  await setUp(browser.page, url)
}, 180_000)
afterAll(async () => server?.[Symbol.asyncDispose]())

const looks = [
  { theme: 'light', phone: false },
  { theme: 'dark', phone: false },
  { theme: 'dark', phone: true },
] as const

async function openSetting(page: Page, title: string) {
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
  return page.getByRole('dialog', { name: title })
}

/** Another person changes the value meanwhile. */
const setByApi = (page: Page, key: string, body: object) =>
  page.evaluate(
    async ([path, sent]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`/api/v1${path}`, { method: 'PUT', headers, body: sent ?? '' })
      return answer.status
    },
    [key, JSON.stringify(body)],
  )

test('a person changes a setting, is told why it has its value, and brings the old one back', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await signIn(page, url)
  await page.goto(`${url}/settings/configuration`)
  let drawer = await openSetting(page, 'First pause')

  await drawer.getByRole('textbox', { name: 'Value' }).fill('45')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Version 1,').waitFor()
  await drawer.getByRole('textbox', { name: 'Value' }).fill('50')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Version 2,').waitFor()
  expect(await drawer.locator('li', { hasText: 'Workspace' }).filter({ hasText: 'This one counts' }).textContent()).toContain(
    '50 seconds',
  )
  expect(await drawer.locator('li', { hasText: 'Default' }).textContent()).toContain('A narrower one counts')

  await drawer.getByRole('button', { name: 'Restore version 1' }).click()
  await drawer.getByText('Version 1 restored').waitFor()
  await expect.poll(() => drawer.getByRole('textbox', { name: 'Value' }).inputValue()).toBe('45 seconds')
  await drawer.getByRole('button', { name: 'Take the value back' }).click()
  await drawer.getByRole('heading', { name: 'Set for the workspace' }).waitFor()
  await drawer.getByRole('button', { name: 'Close' }).click()
  expect(await page.getByRole('button', { name: /^First pause/ }).textContent()).toContain('Default')

  drawer = await openSetting(page, 'First pause')
  await drawer.getByRole('textbox', { name: 'Value' }).fill('0')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByRole('alert').getByText('must be >= 1').waitFor()
  expect(faults).toEqual([])
}, 120_000)

test('who is slower than somebody else sees the other value first and keeps what was typed', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await signIn(page, url)
  await page.goto(`${url}/settings/configuration`)
  const drawer = await openSetting(page, 'Longest pause')
  await drawer.getByRole('textbox', { name: 'Value' }).fill('700')
  expect(await setByApi(page, '/config/execution.circuit_open_max_seconds', { value: 800, version: 0 })).toBe(200)

  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Somebody was quicker').waitFor()
  await drawer.locator('li', { hasText: '800 seconds' }).first().waitFor()
  expect(await drawer.getByRole('textbox', { name: 'Value' }).inputValue()).toBe('700 seconds')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('800 seconds → 700 seconds').waitFor()
}, 120_000)

test('an administrator locks a value for everybody, and the workspace can only look at it', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await signIn(page, url)
  await page.goto(`${url}/settings/installation`)
  const drawer = await openSetting(page, 'Failures in a row')
  await drawer.getByRole('textbox', { name: 'Value' }).fill('8')
  await drawer.getByRole('switch', { name: 'Lock it' }).check()
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Version 1,').waitFor()

  await page.goto(`${url}/settings/configuration`)
  const seen = await openSetting(page, 'Failures in a row')
  await seen.getByText('locked for the whole installation').waitFor()
  expect(await seen.getByRole('button', { name: 'Save' }).count()).toBe(0)
}, 120_000)

test('a secret variable is made, used by name, and never shown again', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await signIn(page, url)
  await page.goto(`${url}/settings/variables`)
  await page.getByRole('button', { name: 'New variable' }).click()
  const dialog = page.getByRole('dialog', { name: 'New variable' })
  await dialog.getByLabel('Name').fill('1 KEY')
  await dialog.getByRole('switch', { name: 'Secret' }).check()
  await dialog.getByLabel('Value', { exact: true }).fill('a-secret-of-the-shop')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('not beginning with a digit').waitFor()
  await dialog.getByLabel('Name').fill('SHOP_KEY')
  await dialog.getByRole('button', { name: 'Save' }).click()

  const row = page.getByRole('row', { name: /SHOP_KEY/ })
  await row.getByText('Secret, never shown').filter({ visible: true }).waitFor()
  await page.reload()
  await row.waitFor()
  expect(await page.content()).not.toContain('a-secret-of-the-shop')
  await row.getByRole('button', { name: 'Edit SHOP_KEY' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit SHOP_KEY' })
  expect(await edit.getByLabel('Value', { exact: true }).inputValue()).toBe('')
  await edit.getByLabel('What it is for').fill('Orders')
  await edit.getByRole('button', { name: 'Save' }).click()
  await row.getByText('Orders').filter({ visible: true }).waitFor()
  await row.getByRole('button', { name: 'Delete SHOP_KEY' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'No variables yet' }).waitFor()
  expect(faults).toEqual([])
}, 120_000)

test('the pages of configuration and variables have no serious violation, on any screen', async () => {
  const found: string[] = []
  for (const look of looks) {
    await using browser = await openBrowser(look)
    const { page } = browser
    await signIn(page, url)
    for (const [path, title] of [
      ['configuration', 'First pause'],
      ['installation', 'Requests per minute'],
    ] as const) {
      await page.goto(`${url}/settings/${path}`)
      await page.getByRole('button', { name: new RegExp(`^${title}`) }).waitFor()
      found.push(...(await violations(page)))
      await openSetting(page, title)
      await page.getByRole('heading', { name: 'Why this value' }).waitFor()
      await page.waitForTimeout(400)
      found.push(...(await violations(page)))
    }
    await page.goto(`${url}/settings/variables`)
    await page.getByRole('button', { name: 'New variable' }).click()
    await page.getByRole('dialog', { name: 'New variable' }).waitFor()
    await page.waitForTimeout(400)
    found.push(...(await violations(page)))
  }
  expect(found).toEqual([])
}, 180_000)
