import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drop, openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

const refund = await readFile(join(import.meta.dirname, 'fixture/refund.n8n.json'), 'utf8')

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
