import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined
let url = ''
const calls: string[] = []
const service = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const path = request.url ?? ''
    calls.push(path)
    const isRefused = path.startsWith('/label') && !path.endsWith('10439')
    response
      .writeHead(isRefused ? 422 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(isRefused ? { message: 'The postcode has 4 digits' } : { ok: path }))
  })
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

/** The API as the person who is signed in. */
const send = (page: Page, method: string, path: string, body?: unknown) =>
  page.evaluate(
    async (call) => {
      const content =
        call.body === undefined ? {} : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }
      const answer = await fetch(`/api/v1${call.path}`, { method: call.method, ...content })
      return (await answer.json()) as Record<string, unknown>
    },
    { method, path, body },
  )

const node = (id: string, more: object) => ({ id, name: id, position: [0, 0], parameters: {}, settings: {}, ...more })
const edge = (from: string, to: string) => ({ from: { node: from, output: 0 }, to: { node: to, input: 0 }, kind: 'main' })

async function given(page: Page): Promise<string> {
  const target = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const call = (id: string, path: string) =>
    node(id, { type: 'http_request', version: 4.2, parameters: { url: `=${target}${path}`, method: 'POST' } })
  const document = {
    steward: 1,
    name: 'Return and refund',
    nodes: [
      node('Order', { type: 'manual_trigger', version: 1 }),
      call('Refund', '/refund'),
      node('Address', {
        type: 'set',
        version: 3.4,
        parameters: {
          assignments: {
            assignments: [{ id: '1', name: 'postcode', type: 'string', value: "={{ $('Order').item.json.postcode }}" }],
          },
          options: {},
        },
      }),
      call('Label', '/label/{{ $json.postcode }}'),
    ],
    edges: [edge('Order', 'Refund'), edge('Refund', 'Address'), edge('Address', 'Label')],
    settings: { executionOrder: 'v1' },
  }
  const made = (await send(page, 'POST', '/workflows', { document })) as { summary: { id: string } }
  return made.summary.id
}

test(
  'an execution is watched from the list, its failure is understood, mended and compared, by keys alone where one likes',
  { timeout: 120_000 },
  async () => {
    await using browser = await openBrowser()
    const { page, faults } = browser
    await signIn(page, url)
    const workflow = await given(page)
    await page.goto(`${url}/executions`)
    await page.getByText('Nothing has been executed yet').waitFor()

    // It comes in by itself.
    const body = { items: [{ postcode: '1043' }] }
    const first = (await send(page, 'POST', `/workflows/${workflow}/executions`, body)) as { id: string }
    const rows = page.getByRole('table').getByRole('row').filter({ hasText: 'Return and refund' })
    await rows.first().waitFor()
    await rows.getByText('Failed').waitFor()
    await rows.getByRole('img', { name: 'Write' }).first().waitFor()
    expect(await violations(page)).toEqual([])

    // The cause, and what it was given, stand on the first screen.
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await page.getByRole('dialog', { name: 'Retry' }).getByText('Done already, not repeated').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.waitForURL(`${url}/executions/${first.id}`)
    await page.getByRole('heading', { name: 'Label failed' }).waitFor()
    await page.getByRole('region', { name: 'What it was given' }).getByText('1043').waitFor()
    expect(await page.getByText('The postcode has 4 digits').first().isVisible()).toBe(true)
    await page.getByRole('link', { name: 'Open in the editor' }).click()
    await page.waitForURL(`${url}/workflows/${workflow}?execution=${first.id}`)
    await page.locator(`a[href="/executions/${first.id}"]`, { hasText: 'Failed' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Label failed' }).waitFor()
    const bars = page.locator('[data-track]')
    expect(await bars.count()).toBe(4)
    await page.keyboard.press('f')
    await expect.poll(() => bars.count()).toBe(1)
    await page.keyboard.press('f')
    expect(await violations(page)).toEqual([])

    // A retry says what stays done, and takes another input.
    await page.keyboard.press('r')
    const retry = page.getByRole('dialog', { name: 'Retry' })
    await retry.getByText('Done already, not repeated').waitFor()
    await retry.getByLabel('Change what the node is given').check({ force: true })
    const input = retry.getByLabel('Items of its first input, as JSON')
    await input.fill('no JSON')
    expect(await retry.getByRole('button', { name: 'Retry', exact: true }).isDisabled()).toBe(true)
    await input.fill('{"postcode":"10439"}')
    expect(await violations(page)).toEqual([])
    await retry.getByRole('button', { name: 'Retry', exact: true }).click()
    await page.waitForURL((now) => now.pathname.startsWith('/executions/') && !now.pathname.endsWith(first.id))
    await page.getByText('Completed').first().waitFor()
    expect(calls).toEqual(['/refund', '/label/1043', '/label/10439'])

    // The two beside each other.
    await page.getByRole('link', { name: 'Compare with the one before' }).click()
    await page.getByRole('heading', { name: 'Compare two executions' }).waitFor()
    await page.getByLabel('Different only').check({ force: true })
    await page.getByRole('row').filter({ hasText: 'Label' }).waitFor()
    expect(await violations(page)).toEqual([])

    // Filters stand in the address, and several are acted on at once.
    await page.goto(`${url}/executions?status=failed&text=422`)
    await rows.first().waitFor()
    expect(await rows.count()).toBe(1)
    await page.getByRole('checkbox', { name: /^Choose/ }).check()
    await page.getByRole('button', { name: 'Retry 1' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Retry 1' }).click()
    await page.getByText('1 of 1 done, 0 refused').waitFor()
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByLabel('Error, node or id').fill('nothing like it')
    await page.getByText('No execution matches').waitFor()
    expect(new URL(page.url()).searchParams.get('text')).toBe('nothing like it')
    expect(faults).toEqual([])
  },
)
