import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Look, openBrowser, type Opened, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

const shots = process.env['STEWARD_E2E_SHOTS']

/** The service outside, which remembers how it was called. */
const calls: string[] = []
const service = createServer((request, response) => {
  calls.push(`${request.method} ${request.url}`)
  response.setHeader('content-type', 'application/json')
  response.end('{"charge":"ch_20871"}')
})

let server: Server
let url = ''
let cookies: Awaited<ReturnType<BrowserContext['cookies']>> = []

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  server = await startServer()
  await using first = await openBrowser()
  await setUp(first.page, server.url)
  cookies = await first.context.cookies()
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  service.close()
})

const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/undo-${name}.png` })
}

async function signedIn(look: Look = {}): Promise<Opened> {
  const browser = await openBrowser(look)
  await browser.context.addCookies(cookies)
  return browser
}

async function send<T>(context: BrowserContext, path: string, data?: unknown): Promise<T> {
  const more = data === undefined ? {} : { data }
  const answer = await context.request.fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { origin: server.url },
    ...more,
  })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

const charge = (undo: boolean) => ({
  steward: 1,
  name: 'Charge and ship an order',
  nodes: [
    undo
      ? {
          id: 'a',
          name: 'Order',
          type: 'webhook',
          version: 2,
          position: [0, 0],
          parameters: { path: 'order', httpMethod: 'POST', responseMode: 'onReceived' },
          settings: {},
        }
      : { id: 'a', name: 'Order', type: 'manual_trigger', version: 1, position: [0, 0], parameters: {}, settings: {} },
    {
      id: 'b',
      name: 'Charge the card',
      type: 'http_request',
      version: 4.2,
      position: [240, 0],
      parameters: { method: 'POST', url: `${url}/charges`, options: {} },
      settings: { undo: { node: 'd' }, effect: { amount: { minor: '12900', currency: 'EUR' } } },
    },
    {
      id: 'c',
      name: 'Ship it',
      type: 'stop_and_error',
      version: 1,
      position: [480, 0],
      parameters: { errorMessage: 'Nothing is left in the store.' },
      settings: {},
    },
    {
      id: 'd',
      name: 'Refund the card',
      type: 'http_request',
      version: 4.2,
      position: [240, 200],
      parameters: { method: 'POST', url: `=${url}/refunds/{{ $json.charge }}`, options: {} },
      settings: {},
    },
  ],
  edges: [
    { from: { node: 'a', output: 0 }, to: { node: 'b', input: 0 }, kind: 'main' },
    { from: { node: 'b', output: 0 }, to: { node: 'c', input: 0 }, kind: 'main' },
  ],
  settings: { executionOrder: 'v1', ...(undo ? { onFailure: 'undo' } : {}) },
})

test('an execution that fails is taken back by itself, and each page leads to the other', async () => {
  calls.length = 0
  await using browser = await signedIn()
  const { page, context } = browser
  const made = await send<{ summary: { id: string } }>(context, '/workflows', { document: charge(true) })
  await send(context, `/workflows/${made.summary.id}/activate`)
  const answer = await fetch(`${server.url}/webhook/order`, { method: 'POST', body: '{}' })
  const id = answer.headers.get('x-execution-id') ?? ''

  await page.goto(`${server.url}/executions/${id}`)
  await page.getByText('Taken back by').waitFor()
  expect(await page.getByRole('button', { name: 'Take effects back' }).count()).toBe(0)
  await shoot(page, 'failed')
  expect(await violations(page)).toEqual([])
  await page.getByText('Taken back by').getByRole('link').click()
  await page.getByText('Takes back').first().waitFor()
  await page.getByText('Refund the card').first().waitFor()
  await page.getByText('Completed', { exact: true }).first().waitFor()
  await shoot(page, 'undo')
  expect(await violations(page)).toEqual([])
  expect(calls).toEqual(['POST /charges', 'POST /refunds/ch_20871'])
  expect(browser.faults).toEqual([])
}, 90_000)

test('what somebody tried out is taken back by hand, after it was shown what that would be', async () => {
  calls.length = 0
  await using browser = await signedIn()
  const { page, context } = browser
  const made = await send<{ summary: { id: string } }>(context, '/workflows', { document: charge(false) })
  const { id } = await send<{ id: string }>(context, `/workflows/${made.summary.id}/executions`, {})
  await page.goto(`${server.url}/executions/${id}`)
  await page.getByRole('button', { name: 'Take effects back' }).click()
  const dialog = page.getByRole('dialog', { name: 'Take effects back' })
  await dialog.getByText('“Refund the card” takes “Charge the card” back, with 1 item.').waitFor()
  await dialog.getByText('€129.00').waitFor()
  await shoot(page, 'dialog')
  expect(await violations(page)).toEqual([])
  for (const look of [{ theme: 'dark' }, { phone: true }] as const) {
    await using other = await signedIn(look)
    await other.page.goto(`${server.url}/executions/${id}`)
    await other.page.getByRole('button', { name: 'Take effects back' }).click()
    await other.page.getByText('€129.00').waitFor()
    await shoot(other.page, 'theme' in look ? 'dark' : 'phone')
    expect(await violations(other.page)).toEqual([])
  }
  expect(calls).toEqual(['POST /charges'])

  await dialog.getByRole('button', { name: 'Take 1 effect back' }).click()
  await page.getByText('Takes back').first().waitFor()
  await page.getByText('Completed', { exact: true }).first().waitFor()
  expect(calls).toEqual(['POST /charges', 'POST /refunds/ch_20871'])
  await page.goto(`${server.url}/executions/${id}`)
  await page.getByText('Taken back by').waitFor()
  expect(await page.getByRole('button', { name: 'Take effects back' }).count()).toBe(0)
  // The charge is gone: nothing goes on from it, but it can be made anew itself.
  await page.getByText(/a retry has nothing to go on from/).waitFor()
  expect(await page.getByRole('button', { name: 'Retry from here' }).count()).toBe(0)
  await page.getByRole('tab', { name: 'Data' }).click()
  expect(await page.getByRole('button', { name: 'Restart from here' }).count()).toBe(0)
  await page
    .getByRole('group', { name: 'Nodes in the order they ran' })
    .getByRole('button', { name: /Charge the card/ })
    .click()
  await page.getByRole('button', { name: 'Restart from here' }).waitFor()
  expect(browser.faults).toEqual([])
}, 120_000)
