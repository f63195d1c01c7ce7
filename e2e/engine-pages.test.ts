import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined
let url = ''
/** Calls of the slow service that have not been answered yet. */
const open: (() => void)[] = []
const service = createServer((request, response) => {
  request.resume()
  const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":42}')
  if (request.url === '/slow') open.push(answer)
  else answer()
})

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  server = await startServer()
  url = server.url
  await using browser = await openBrowser()
  await setUp(browser.page, url)
}, 180_000)
afterAll(async () => {
  service.closeAllConnections()
  service.close()
  await server?.[Symbol.asyncDispose]()
})

/** A workflow that answers a webhook at once and then calls the service, one execution after another. */
async function given(page: Page, name: string, path: string): Promise<void> {
  const target = `http://127.0.0.1:${(service.address() as AddressInfo).port}/${path}`
  const document = {
    steward: 1,
    name,
    nodes: [
      node('hook', 'Booking', { type: 'webhook', version: 2, parameters: { path, httpMethod: 'POST' }, webhookId: path }),
      node('call', 'Tell the hotel', { type: 'http_request', version: 4.2, parameters: { url: target, method: 'POST' } }),
    ],
    edges: [{ from: { node: 'hook', output: 0 }, to: { node: 'call', input: 0 }, kind: 'main' }],
    settings: { executionOrder: 'v1', limits: { concurrency: { limit: 1 } } },
  }
  const status = await page.evaluate(async (body) => {
    const post = (address: string, content?: string) =>
      fetch(`/api/v1${address}`, {
        method: 'POST',
        ...(content === undefined ? {} : { body: content, headers: { 'content-type': 'application/json' } }),
      })
    const made = (await (await post('/workflows', body)).json()) as { summary: { id: string } }
    return (await post(`/workflows/${made.summary.id}/activate`)).status
  }, JSON.stringify({ document }))
  expect(status).toBe(200)
}

const node = (id: string, name: string, more: object) => ({ id, name, position: [0, 0], settings: {}, ...more })

const looks = [
  { theme: 'light', phone: false },
  { theme: 'dark', phone: true },
] as const

test('the queue page shows what waits for its turn, and holding a queue keeps it there', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await signIn(page, url)
  await given(page, 'Slow hotel', 'slow')
  for (let n = 0; n < 3; n++) await fetch(`${url}/webhook/slow`, { method: 'POST' })
  await page.goto(`${url}/queue`)
  const row = page.getByRole('row', { name: /Slow hotel/ })
  await row.getByRole('cell', { name: '2', exact: true }).waitFor()
  expect(await row.getByText('1 at once').count()).toBe(1)

  await row.getByRole('button', { name: 'Hold the queue of Slow hotel' }).click()
  await row.getByText('held').waitFor()
  await expect.poll(() => open.length).toBe(1)
  open.shift()?.()
  await row.getByRole('cell', { name: '0', exact: true }).first().waitFor()
  expect(await row.getByRole('cell', { name: '2', exact: true }).count()).toBe(1)
  expect(open.length).toBe(0)

  await row.getByRole('button', { name: 'Let the queue of Slow hotel go on' }).click()
  await expect.poll(() => open.length).toBe(1)
  expect(await violations(page)).toEqual([])
  expect(faults).toEqual([])
})

for (const look of looks) {
  test(`an effect has its receipt, ${look.theme}${look.phone ? ' on a phone' : ''}`, async () => {
    await using browser = await openBrowser(look)
    const { page, faults } = browser
    await signIn(page, url)
    const name = `Quick hotel ${look.theme}`
    await given(page, name, `quick-${look.theme}`)
    await fetch(`${url}/webhook/quick-${look.theme}`, { method: 'POST' })
    await page.goto(`${url}/effects?class=write&outcome=completed`)
    await page.getByRole('button', { name: 'Tell the hotel' }).first().waitFor()
    expect(await violations(page)).toEqual([])

    await page.getByRole('button', { name: 'Tell the hotel' }).first().click()
    const receipt = page.getByRole('dialog', { name: 'Receipt' })
    await receipt.getByText('Completed').waitFor()
    await receipt.getByText(/HTTP 200/).waitFor()
    expect(await violations(page)).toEqual([])
    await receipt.getByRole('link', { name: 'Open the execution' }).click()
    await page.getByRole('tab', { selected: true }).waitFor()
    expect(faults).toEqual([])
  })
}

test('how long executions are kept is changed, and a shorter time is asked about', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await signIn(page, url)
  await page.goto(`${url}/settings/retention`)
  await page.getByLabel('Completed executions', { exact: true }).fill('7')
  await page.getByRole('button', { name: 'Save' }).click()
  const question = page.getByRole('dialog', { name: 'Keep them for a shorter time?' })
  await question.waitFor()
  expect(await violations(page)).toEqual([])
  await question.getByRole('button', { name: 'Keep them shorter' }).click()
  await page.getByText('Saved. What is older goes within the next hour.').waitFor()
  await page.getByLabel('Failed and cancelled executions: for ever').check({ force: true })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.reload()
  expect(await page.getByLabel('Completed executions', { exact: true }).inputValue()).toBe('7 days')
  expect(await page.getByLabel('Failed and cancelled executions: for ever').isChecked()).toBe(true)
})
