import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Opened, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'

let server: Server
let cookies: Awaited<ReturnType<BrowserContext['cookies']>> = []

beforeAll(async () => {
  server = await startServer()
  await using first = await openBrowser()
  await setUp(first.page, server.url)
  cookies = await first.context.cookies()
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

type Stored = {
  summary: { id: string; version: number }
  revision: number
  document: { nodes: { id: string; name: string; position: number[]; settings: object }[] }
}

/** A browser of its own that is signed in. */
async function signedIn(): Promise<Opened> {
  const opened = await openBrowser()
  await opened.context.addCookies(cookies)
  return opened
}

async function send<T>(context: BrowserContext, method: string, path: string, data?: unknown): Promise<T> {
  const answer = await context.request.fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { origin: server.url },
    ...(data === undefined ? {} : { data }),
  })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

const node = (id: string, name: string, x: number) => ({
  id,
  name,
  type: id === 'start' ? 'manual_trigger' : 'set',
  version: id === 'start' ? 1 : 3.4,
  position: [x, 0],
  parameters: {},
  settings: {},
})

async function given(context: BrowserContext): Promise<string> {
  const edge = (from: string, to: string) => ({ from: { node: from, output: 0 }, to: { node: to, input: 0 }, kind: 'main' })
  const document = {
    steward: 1,
    name: 'Bookings',
    nodes: [node('start', 'Start', 0), node('first', 'First', 240), node('second', 'Second', 480)],
    edges: [edge('start', 'first'), edge('first', 'second')],
    settings: { executionOrder: 'v1' },
  }
  return (await send<Stored>(context, 'POST', '/workflows', { document })).summary.id
}

const box = (page: Page, name: string) => page.locator('.react-flow__node', { hasText: name })
const saved = (page: Page) => page.locator('[role="status"][data-state="saved"]').waitFor()

async function rename(page: Page, from: string, to: string): Promise<void> {
  await box(page, from).click()
  await page.getByLabel('Name of the node').fill(to)
  await page.getByLabel('Name of the node').press('Enter')
  await box(page, to).waitFor()
}

test('two people edit one workflow at once: each sees what the other does, undo takes back only what one did oneself', async () => {
  await using mine = await signedIn()
  await using theirs = await signedIn()
  const id = await given(mine.context)
  for (const { page } of [mine, theirs]) await page.goto(`${server.url}/workflows/${id}`)
  await Promise.all([box(mine.page, 'Second').waitFor(), box(theirs.page, 'Second').waitFor()])

  await Promise.all([rename(mine.page, 'First', 'Check the booking'), rename(theirs.page, 'Second', 'Tell the hotel')])

  await Promise.all([box(mine.page, 'Tell the hotel').waitFor(), box(theirs.page, 'Check the booking').waitFor()])
  await mine.page.getByRole('button', { name: 'Undo: rename First' }).click()
  await box(theirs.page, 'First').waitFor()
  await box(mine.page, 'Tell the hotel').waitFor()
  await mine.page.getByRole('button', { name: 'Redo: rename First' }).click()
  await Promise.all([saved(mine.page), saved(theirs.page)])

  const { document, summary } = await send<Stored>(mine.context, 'GET', `/workflows/${id}`)
  expect(document.nodes.map(({ name }) => name)).toEqual(['Start', 'Check the booking', 'Tell the hotel'])
  expect(summary.version).toBe(1)
  expect([...mine.faults, ...theirs.faults]).toEqual([])
}, 120_000)

test('what both set is said, with both values, and either can be taken', async () => {
  await using mine = await signedIn()
  await using theirs = await signedIn()
  const id = await given(mine.context)
  for (const { page } of [mine, theirs]) await page.goto(`${server.url}/workflows/${id}`)
  await Promise.all([box(mine.page, 'Second').waitFor(), box(theirs.page, 'Second').waitFor()])

  await mine.context.setOffline(true)
  await rename(mine.page, 'First', 'Mine')
  await rename(theirs.page, 'First', 'Theirs')
  await saved(theirs.page)
  await mine.context.setOffline(false)

  await mine.page.getByText(/set First, name to Theirs|set Mine, name to Theirs/).waitFor({ timeout: 30_000 })
  await box(theirs.page, 'Mine').waitFor()
  await mine.page.getByRole('button', { name: 'Take theirs' }).click()
  await box(theirs.page, 'Theirs').waitFor()
}, 120_000)

test('what is done while the server is away is shown, outlives the page, and is stored when both are back', async () => {
  await using browser = await signedIn()
  const { page, context } = browser
  const id = await given(context)
  await page.goto(`${server.url}/workflows/${id}`)
  await box(page, 'Second').waitFor()

  await page.route('**/api/v1/workflows/*/changes', (route) => route.abort())
  await rename(page, 'Second', 'Written on the train')
  await page.locator('[role="status"][data-state="offline"]').waitFor()
  const before = await send<Stored>(context, 'GET', `/workflows/${id}`)
  expect(before.document.nodes.map(({ name }) => name)).toContain('Second')
  await page.evaluate(() => window.stop())
  await page.close({ runBeforeUnload: false })

  const next = await context.newPage()
  await next.goto(`${server.url}/workflows/${id}`)
  await box(next, 'Written on the train').waitFor()
  await saved(next)
  await expect
    .poll(async () => (await send<Stored>(context, 'GET', `/workflows/${id}`)).document.nodes.map(({ name }) => name))
    .toContain('Written on the train')
}, 120_000)

test('what somebody else changed since is not written over unasked by what a closed page had left', async () => {
  await using browser = await signedIn()
  const { page, context } = browser
  const id = await given(context)
  await page.goto(`${server.url}/workflows/${id}`)
  await box(page, 'Second').waitFor()
  await page.route('**/api/v1/workflows/*/changes', (route) => route.abort())
  await rename(page, 'Second', 'Left behind')
  await page.locator('[role="status"][data-state="offline"]').waitFor()
  await page.close()
  await send(context, 'POST', `/workflows/${id}/changes`, {
    client: 'another-page',
    since: 0,
    changes: [{ id: crypto.randomUUID(), ops: [{ path: ['nodes', 'first', 'name'], value: 'Changed meanwhile' }] }],
  })

  const next = await context.newPage()
  await next.goto(`${server.url}/workflows/${id}`)
  await next.getByText(/1 change from .* had not been sent/).waitFor()
  await box(next, 'Changed meanwhile').waitFor()
  expect(await box(next, 'Left behind').count()).toBe(0)
  await next.getByRole('button', { name: 'Apply them' }).click()
  await box(next, 'Left behind').waitFor()
  await saved(next)
}, 120_000)

test('a run takes what is drawn, as a version that history names', async () => {
  await using browser = await signedIn()
  const { page, context } = browser
  const id = await given(context)
  await page.goto(`${server.url}/workflows/${id}`)
  await box(page, 'Second').waitFor()
  await rename(page, 'Second', 'The last one')

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('link', { name: 'Open the execution' }).getByText('Completed').waitFor()

  const { summary } = await send<Stored>(context, 'GET', `/workflows/${id}`)
  expect(summary.version).toBe(2)
  await page.getByRole('button', { name: 'Versions' }).click()
  const drawer = page.getByRole('dialog', { name: 'Versions' })
  await drawer.getByLabel('What it is about').fill('Names as in the contract')
  await drawer.getByRole('button', { name: 'Save a version' }).click()
  await page.getByText('Saved as version', { exact: false }).first().waitFor()
}, 120_000)
