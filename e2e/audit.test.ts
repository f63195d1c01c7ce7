import { readFile } from 'node:fs/promises'
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
  await given(browser.page, 'Order sync')
  await given(browser.page, 'Invoice reminder')
}, 180_000)
afterAll(() => server?.[Symbol.asyncDispose]())

/** Makes a workflow and gives it another name, through the API of the page. */
async function given(page: Page, name: string): Promise<void> {
  const status = await page.evaluate(async (title) => {
    const document = { steward: 1, name: title, nodes: [], edges: [], settings: { executionOrder: 'v1' } }
    const send = (method: string, path: string, body: unknown) =>
      fetch(`/api/v1${path}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    const { summary } = (await (await send('POST', '/workflows', { document })).json()) as { summary: { id: string } }
    const renamed = { ...document, name: `${title} of the shop` }
    return (await send('PUT', `/workflows/${summary.id}`, { document: renamed, baseVersion: 1 })).status
  }, name)
  expect(status).toBe(200)
}

const looks = [
  { theme: 'light', phone: false },
  { theme: 'dark', phone: true },
] as const

const pictures = process.env['STEWARD_E2E_PICTURES']
async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` })
}

for (const look of looks) {
  const name = `${look.theme}${look.phone ? '-phone' : ''}`
  test(`the audit log shows that it is whole, finds a line and opens it, ${name}`, async () => {
    await using browser = await openBrowser(look)
    const { page, faults } = browser
    await signIn(page, url)
    await page.goto(`${url}/settings/audit`)
    await page.getByText('Whole and unchanged').waitFor()
    await page.getByRole('button', { name: 'workflow.saved' }).first().waitFor()
    await page.getByRole('button', { name: 'Sign now' }).click()
    await page.getByText('The newest line is signed.').waitFor()
    await page.getByText(/signed up to line \d/).waitFor()
    await picture(page, `audit-${name}`)
    expect(await violations(page)).toEqual([])

    await page.getByRole('textbox', { name: 'Search in actions, things and values' }).fill('invoice')
    await expect.poll(() => page.getByRole('button', { name: /^workflow\./ }).count()).toBe(2)
    await page.getByRole('button', { name: 'workflow.saved' }).click()
    const drawer = page.getByRole('dialog', { name: /Line \d/ })
    await drawer.getByRole('row', { name: 'name Invoice reminder Invoice reminder of the shop' }).waitFor()
    await picture(page, `audit-line-${name}`)
    expect(await violations(page)).toEqual([])
    await drawer.getByRole('button', { name: 'Only what happened to this' }).click()
    await page.getByRole('button', { name: 'One thing' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^workflow\./ }).count()).toBe(2)
    await page.getByRole('button', { name: 'One thing' }).click()
    await expect.poll(() => page.getByRole('button', { name: /^workflow\./ }).count()).toBe(4)
    expect(faults).toEqual([])
  })

  test(`what people did is told in sentences, ${name}`, async () => {
    await using browser = await openBrowser(look)
    const { page, faults } = browser
    await signIn(page, url)
    await page.goto(`${url}/settings/activity`)
    const sentence = page.getByRole('listitem').filter({ hasText: 'saved a new version of the workflow Order sync of the shop' })
    await sentence.getByText('Mara Lindqvist').waitFor()
    await picture(page, `activity-${name}`)
    expect(await violations(page)).toEqual([])
    await sentence.getByRole('link', { name: 'Order sync of the shop' }).click()
    await page.waitForURL(/\/workflows\/[0-9a-f-]{36}/)
    expect(faults).toEqual([])
  })
}

test('a log is downloaded as a file that proves itself', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await signIn(page, url)
  await page.goto(`${url}/settings/audit`)
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /With proof/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^audit-.+\.json$/)
  const exported = JSON.parse(await readFile(await download.path(), 'utf8')) as { lines: unknown[]; checkpoints: unknown[] }
  expect(exported.lines.length).toBeGreaterThanOrEqual(4)
  expect(exported.checkpoints.length).toBeGreaterThan(0)
})

test('the log of the installation has its own page', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await signIn(page, url)
  await page.goto(`${url}/settings/installation-audit`)
  await page.getByRole('button', { name: 'user.signed_in' }).first().waitFor()
  await page.getByText('Whole and unchanged').waitFor()
  expect(await violations(page)).toEqual([])
})
