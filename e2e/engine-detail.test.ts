import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined
let url = ''
let isWell = false
const calls: string[] = []
const service = createServer((request, response) => {
  request.resume()
  calls.push(request.url ?? '')
  const status = request.url === '/moody' && !isWell ? 503 : 200
  response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":42}')
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

type Api = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>

/** The API as the person who is signed in. */
const apiOf =
  (page: Page): Api =>
  (method, path, body) =>
    page.evaluate(
      async (call) => {
        const content =
          call.body === undefined ? {} : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }
        const answer = await fetch(`/api/v1${call.path}`, { method: call.method, ...content })
        return (await answer.json()) as Record<string, unknown>
      },
      { method, path, body },
    )

/** A workflow that records a booking and then tells a hotel that is not always well. */
async function given(page: Page): Promise<string> {
  const target = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const call = (id: string, name: string, path: string) =>
    node(id, name, { type: 'http_request', version: 4.2, parameters: { url: target + path, method: 'POST' } })
  const document = {
    steward: 1,
    name: 'Confirm bookings',
    nodes: [
      node('start', 'Start', { type: 'manual_trigger', version: 1 }),
      call('first', 'Write it down', '/book'),
      call('second', 'Tell the hotel', '/moody'),
    ],
    edges: [edge('start', 'first'), edge('first', 'second')],
    settings: { executionOrder: 'v1' },
  }
  const made = (await apiOf(page)('POST', '/workflows', { document })) as { summary: { id: string } }
  return made.summary.id
}

const node = (id: string, name: string, more: object) => ({
  id,
  name,
  position: [0, 0],
  parameters: {},
  settings: {},
  ...more,
})
const edge = (from: string, to: string) => ({ from: { node: from, output: 0 }, to: { node: to, input: 0 }, kind: 'main' })

test('settings of a workflow and of a node are edited, saved, and there again after a reload', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await signIn(page, url)
  const id = await given(page)
  await page.goto(`${url}/workflows/${id}`)
  await page.getByRole('button', { name: 'Settings of the workflow' }).click()
  const dialog = page.getByRole('dialog', { name: 'Settings of the workflow' })
  await dialog.getByLabel('Only so many at once').check({ force: true })
  await dialog.getByLabel('At once', { exact: true }).fill('2')
  await dialog.getByLabel('Take the same event once').check({ force: true })
  const apply = dialog.getByRole('button', { name: 'Take over' })
  expect(await apply.isDisabled()).toBe(true)
  await dialog.getByLabel('What makes it the same').fill('{{ $json.id }}')
  expect(await violations(page)).toEqual([])
  await apply.click()

  await page.locator('.react-flow__node', { hasText: 'Tell the hotel' }).click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByText('By a policy').click()
  await page.getByLabel('Attempts at most').fill('7')
  await page.getByLabel('Header that carries the key of the effect').fill('Idempotency-Key')
  expect(await violations(page)).toEqual([])
  await page.locator('[role="status"][data-state="saved"]').waitFor()

  await page.reload()
  const { document } = (await apiOf(page)('GET', `/workflows/${id}`)) as {
    document: { settings: object; nodes: { id: string; settings: object }[] }
  }
  expect(document.settings).toMatchObject({
    limits: { concurrency: { limit: 2 }, deduplicate: { key: '{{ $json.id }}', windowSeconds: 3600 } },
  })
  expect(document.nodes.find((one) => one.id === 'second')?.settings).toMatchObject({
    retryOnFail: true,
    retry: { maxTries: 7, backoff: 'exponential' },
    idempotencyHeader: 'Idempotency-Key',
  })
  expect(faults).toEqual([])
})

test('a failed execution is replayed without a call, and restarted at a node without doing the others again', async () => {
  await using browser = await openBrowser({ theme: 'dark' })
  const { page, faults } = browser
  await signIn(page, url)
  const id = await given(page)
  calls.length = 0
  const started = (await apiOf(page)('POST', `/workflows/${id}/executions`, {})) as { id: string }
  await page.goto(`${url}/executions/${started.id}?tab=data`)
  await page.getByRole('heading', { name: /Tell the hotel failed/ }).waitFor()
  expect(calls).toEqual(['/book', '/moody'])

  await page.getByRole('button', { name: 'Replay' }).click()
  const replay = page.getByRole('dialog', { name: 'Replay on another version' })
  await replay.getByRole('button', { name: 'Replay', exact: true }).click()
  await replay.getByText('The same: every node gives what it gave.').waitFor()
  expect(await violations(page)).toEqual([])
  expect(calls).toHaveLength(2)
  await page.keyboard.press('Escape')

  isWell = true
  await page.getByRole('button', { name: 'Restart from here' }).click()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'With the version it ran with' }).click()
  await page.waitForURL((now) => now.pathname.startsWith('/executions/') && !now.pathname.endsWith(started.id))
  await page.getByText('Completed').first().waitFor()
  expect(calls).toEqual(['/book', '/moody', '/moody'])
  expect(faults).toEqual([])
})
