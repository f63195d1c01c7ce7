import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
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
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

/** Pictures for people who look at them, where a folder is named. */
const folder = process.env['STEWARD_SHOTS']
async function shot(page: Awaited<ReturnType<typeof openBrowser>>['page'], name: string): Promise<void> {
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

const failing = (path: string) => ({
  name: 'Nightly orders',
  nodes: [
    { id: 'a', name: 'Hook', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], parameters: { path } },
    {
      id: 'b',
      name: 'Charge the card',
      type: 'n8n-nodes-base.stopAndError',
      typeVersion: 1,
      position: [240, 0],
      parameters: { errorMessage: 'no' },
    },
  ],
  connections: { Hook: { main: [[{ node: 'Charge the card', type: 'main', index: 0 }]] } },
})

test('a failure is told live, read by keyboard, and what one wants to hear of is chosen; a file is made in the background', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await signIn(page, url)
  const made = await page.evaluate(async (content) => {
    const send = (path: string, body: unknown) =>
      fetch(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const answer = await send('/workflows/import', { files: [{ file: 'a.json', content: JSON.stringify(content) }] })
    const { lines } = (await answer.json()) as { lines: { workflowId: string }[] }
    return (await send(`/workflows/${lines[0]?.workflowId ?? ''}/activate`, {})).status
  }, failing('orders'))
  expect(made).toBe(200)
  await page.getByRole('button', { name: 'Notifications' }).waitFor()
  const fail = () => page.evaluate(() => fetch('/webhook/orders').then((answer) => answer.status))
  for (let time = 0; time < 3; time++) await fail()

  await page.getByText('1 notification you have not read').waitFor({ state: 'attached' })
  await expect.poll(() => page.title()).toMatch(/^● /)
  await page
    .getByRole('status')
    .filter({ hasText: /Nightly orders failed|Open/ })
    .first()
    .waitFor()
  await shot(page, 'toast')
  const bell = page.getByRole('button', { name: /^Notifications/ })
  await bell.focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'Notifications' })
  await drawer.getByRole('button', { name: /^Nightly orders failed/ }).waitFor()
  await shot(page, 'drawer-light')
  expect(await violations(page)).toEqual([])
  await drawer.getByRole('button', { name: /^Nightly orders failed/ }).focus()
  await page.keyboard.press('e')
  await drawer.getByText('All read').waitFor()
  await drawer.getByText('All', { exact: true }).click()
  await drawer.getByText('Today').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => bell.evaluate((element) => element === document.activeElement)).toBe(true)
  await expect.poll(() => page.title()).not.toMatch(/^●/)

  await page.goto(`${url}/settings/notifications`)
  await page.getByLabel('Mail: A workflow fails', { exact: true }).first().click()
  const stored = () =>
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/notification-settings'))
  await Promise.all([stored(), page.getByRole('option', { name: 'Daily digest' }).click()])
  await Promise.all([stored(), page.getByLabel('In Steward: Somebody joins the workspace').click({ force: true })])
  await page.reload()
  await page.getByRole('heading', { name: 'Digests' }).waitFor()
  await expect.poll(() => page.getByLabel('Mail: A workflow fails', { exact: true }).first().inputValue()).toBe('Daily digest')
  expect(await page.getByLabel('In Steward: Somebody joins the workspace').isChecked()).toBe(false)
  expect(await violations(page)).toEqual([])
  await shot(page, 'settings-light')

  await page.goto(`${url}/effects`)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /made in the background/ }).click()
  const tray = page.getByRole('region', { name: 'Long work' })
  await tray.getByText(/Done/).waitFor()
  await shot(page, 'tray-light')
  expect(await violations(page)).toEqual([])
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    tray.getByRole('link', { name: 'Download the file' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^receipts-.*\.csv$/)
  await page.reload()
  await tray.getByText('Export of receipts').waitFor()
  await tray.getByRole('button', { name: 'Put away: Export of receipts' }).click()
  await tray.waitFor({ state: 'detached' })
  expect(faults).toEqual([])
}, 120_000)

test('on a phone, in the dark, the list is a page and the settings fit', async () => {
  await using browser = await openBrowser({ phone: true, theme: 'dark' })
  const { page, faults } = browser
  await signIn(page, url)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Notifications' }).click()
  await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor()
  await page.getByText('All', { exact: true }).click()
  await page.getByRole('button', { name: /^Nightly orders failed/ }).waitFor()
  await shot(page, 'list-phone-dark')
  expect(await violations(page)).toEqual([])
  await page.goto(`${url}/settings/notifications`)
  await page.getByRole('heading', { name: 'Digests' }).waitFor()
  await shot(page, 'settings-phone-dark')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
}, 60_000)
