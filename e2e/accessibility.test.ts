import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drop, openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const refund = await readFile(join(import.meta.dirname, 'fixture/refund.n8n.json'), 'utf8')

/** What axe calls serious or critical on the page, with the place of each. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, so the page's own policy against injected scripts stays on.
  await page.evaluate(axe)
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${new URL(page.url()).pathname} ${id}: ${node.target.join(' ')}`))
}

let server: Server | undefined
let url = ''
const paths = { workflow: '', execution: '' }

beforeAll(async () => {
  server = await startServer()
  url = server.url
  await using browser = await openBrowser()
  const { page } = browser
  await setUp(page, url)
  await drop(page, [{ name: 'refund.json', content: refund }])
  await page.getByRole('button', { name: 'Import 1 workflow' }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.locator('.react-flow__node [data-state="completed"]', { hasText: 'Work out' }).waitFor()
  paths.workflow = new URL(page.url()).pathname
  paths.execution = (await page.getByRole('link', { name: 'Open the execution' }).getAttribute('href')) ?? ''
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

const looks = [
  { theme: 'light', phone: false },
  { theme: 'dark', phone: false },
  { theme: 'light', phone: true },
] as const

for (const look of looks) {
  test(`every page can be used by everybody, ${look.theme}${look.phone ? ' on a phone' : ''}`, async () => {
    await using browser = await openBrowser(look)
    const { page, faults } = browser
    const found: string[] = []
    const visit = async (path: string, ready: () => Promise<unknown>) => {
      await page.goto(url + path)
      await ready()
      found.push(...(await violations(page)))
    }
    const heading = () => page.getByRole('heading', { level: 1 }).waitFor()

    await visit('/sign-in', () => page.getByLabel('Email').waitFor())
    await signIn(page, url)
    await visit('/workflows', () => page.getByRole('link', { name: 'Refund over €50' }).waitFor())
    await visit('/executions', () => page.getByRole('link', { name: 'Refund over €50' }).waitFor())
    await visit('/connections', heading)
    await visit('/settings/api-keys', heading)
    await visit(paths.workflow, () => page.locator('.react-flow__node').first().waitFor())
    await visit(`${paths.workflow}?node=a4`, () => page.getByRole('region', { name: 'Node Over €50?' }).waitFor())
    for (const tab of ['timeline', 'canvas', 'data', 'log'])
      await visit(`${paths.execution}?tab=${tab}`, () => page.getByRole('tab', { selected: true }).waitFor())
    await visit('/nowhere', heading)

    expect(found).toEqual([])
    expect(faults).toEqual([])
  })
}
