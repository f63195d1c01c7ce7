import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined
let url = ''
const service = createServer((request, response) => {
  request.resume()
  response
    .writeHead(request.url === '/labels' ? 422 : 200, { 'content-type': 'application/json' })
    .end('{"refund":"re_1","status":"done"}')
})
/** Where pictures for people to look at go; none unless it is named. */
const pictures = process.env['STEWARD_PICTURES']

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  server = await startServer()
  url = server.url
  await using browser = await openBrowser()
  await setUp(browser.page, url)
  await given(browser.page)
  await fetch(`${url}/webhook/refunds`, { method: 'POST', body: '{}' })
  await browser.page.goto(`${url}/effects`)
  await browser.page.getByRole('button', { name: 'Make the label' }).waitFor()
}, 180_000)
afterAll(async () => {
  service.closeAllConnections()
  service.close()
  await server?.[Symbol.asyncDispose]()
})

/** A refund, and a label that the carrier refuses. */
async function given(page: Page): Promise<void> {
  const host = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const post = (id: string, name: string, more: object) => ({
    id,
    name,
    type: 'http_request',
    version: 4.2,
    position: [0, 0],
    ...more,
  })
  const json = (jsonBody: string) => ({ sendBody: true, specifyBody: 'json', jsonBody, options: {} })
  const nodes = [
    {
      ...post('hook', 'Return paid', { settings: {}, webhookId: 'refunds' }),
      type: 'webhook',
      version: 2,
      parameters: { path: 'refunds', httpMethod: 'POST' },
    },
    post('refund', 'Refund the order', {
      parameters: { method: 'POST', url: `${host}/refunds`, ...json('{"order":"HG-20871","card":"4242","password":"hunter2"}') },
      settings: { effect: { class: 'pay', amount: { minor: '12900', currency: 'EUR' }, cost: { minor: '4', currency: 'EUR' } } },
    }),
    post('label', 'Make the label', {
      parameters: { method: 'POST', url: `${host}/labels`, ...json('{"postcode":"1043"}') },
      settings: {},
    }),
  ]
  const edge = (from: string, to: string) => ({ from: { node: from, output: 0 }, to: { node: to, input: 0 }, kind: 'main' })
  const document = {
    steward: 1,
    name: 'Return and refund',
    nodes,
    edges: [edge('hook', 'refund'), edge('refund', 'label')],
    settings: { executionOrder: 'v1', environment: 'development' },
  }
  const status = await page.evaluate(async (body) => {
    const send = (address: string, content?: string) =>
      fetch(`/api/v1${address}`, {
        method: 'POST',
        ...(content === undefined ? {} : { body: content, headers: { 'content-type': 'application/json' } }),
      })
    const made = (await (await send('/workflows', body)).json()) as { summary: { id: string } }
    return (await send(`/workflows/${made.summary.id}/activate`)).status
  }, JSON.stringify({ document }))
  expect(status).toBe(200)
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png` })
}

const looks = [
  { theme: 'light', phone: false },
  { theme: 'dark', phone: false },
  { theme: 'dark', phone: true },
  { theme: 'light', phone: true },
] as const

for (const look of looks) {
  const name = `${look.theme}${look.phone ? '-phone' : ''}`
  test(`receipts are found, and one is a slip with all that is known of it: ${name}`, async () => {
    await using browser = await openBrowser(look)
    const { page, faults } = browser
    await signIn(page, url)
    await page.goto(`${url}/effects`)
    await page.getByRole('button', { name: 'Refund the order' }).waitFor()
    await page.getByText('Changed something').waitFor()
    await picture(page, `list-${name}`)
    expect(await violations(page)).toEqual([])

    await page.getByRole('textbox', { name: 'Search nodes, workflows, hosts' }).fill('the label')
    await page.getByRole('button', { name: 'Refund the order' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('text')).toBe('the label')
    await page.goto(`${url}/effects?class=pay&environment=development`)
    await page.getByRole('button', { name: 'Refund the order' }).click()
    const slip = page.getByRole('dialog', { name: 'Receipt' })
    await slip.getByText('HTTP 200', { exact: false }).waitFor()
    for (const text of ['Development', 'HG-20871', 'Completed', '€129.00'])
      expect(await slip.getByText(text, { exact: false }).count(), text).toBeGreaterThan(0)
    expect(await slip.textContent()).not.toContain('hunter2')
    await picture(page, `slip-${name}`)
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
  })
}

test('what is looked at is exported, with what proves it', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await signIn(page, url)
  await page.goto(`${url}/effects?outcome=failed`)
  await page.getByRole('button', { name: 'Make the label' }).waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  const item = page.getByRole('menuitem', { name: /NDJSON/ })
  await item.waitFor()
  expect(await violations(page)).toEqual([])
  const address = await item.getAttribute('href')
  const text = await page.evaluate(async (from) => (await fetch(from)).text(), address ?? '')

  const lines = text.trimEnd().split('\n')
  expect(lines.filter((line) => line.startsWith('{"receipt"'))).toHaveLength(1)
  expect(lines.at(-1)).toBe('{"end":true,"receipts":1}')
  expect(lines[0]).toContain('"outcome":"failed"')
})
