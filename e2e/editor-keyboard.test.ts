import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined
beforeAll(async () => {
  server = await startServer()
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

const empty = { steward: 1, name: 'By keyboard', nodes: [], edges: [], settings: { executionOrder: 'v1' } }

test('a workflow is built, changed, undone and read by keyboard alone', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  const { keyboard } = page
  await setUp(page, server!.url)
  const id = await page.evaluate(async (document) => {
    const answer = await fetch('/api/v1/workflows', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ document }),
    })
    return ((await answer.json()) as { summary: { id: string } }).summary.id
  }, empty)
  await page.goto(`${server!.url}/workflows/${id}`)
  await page.getByRole('heading', { name: 'An empty canvas' }).waitFor()

  // Webhook, request and condition: N, three words, and Enter.
  const search = page.getByRole('combobox', { name: 'Search nodes' })
  await keyboard.press('n')
  await search.waitFor()
  await keyboard.type('webhook')
  await keyboard.press('Control+Enter')
  await keyboard.type('http post')
  await keyboard.press('Control+Enter')
  await keyboard.type('condition')
  await keyboard.press('Enter')
  await search.waitFor({ state: 'detached' })
  const nodes = page.locator('.react-flow__node')
  await expect.poll(() => nodes.count()).toBe(3)
  expect(
    await page.locator('.react-flow__edge').evaluateAll((edges) => edges.map((edge) => edge.getAttribute('aria-label'))),
  ).toEqual(['Edge from Webhook to HTTP request', 'Edge from HTTP request to If'])
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  await expect.poll(focused).toMatch(/^If, .*3 of 3, not executed, connects to nothing$/)

  // The arrow keys walk, C connects, F2 renames, D disables.
  await keyboard.press('ArrowLeft')
  await expect.poll(focused).toMatch(/^HTTP request, .*2 of 3.*connects to If$/)
  await keyboard.press('ArrowRight')
  await keyboard.press('c')
  await page.getByRole('dialog', { name: 'Connect to' }).waitFor()
  await keyboard.type('false http')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(3)
  await keyboard.press('F2')
  await page.getByLabel('Name of the node').fill('Paid?')
  await keyboard.press('Enter')
  await nodes.filter({ hasText: 'Paid?' }).waitFor()
  await keyboard.press('d')
  await expect.poll(focused).toContain('Paid?, ')
  await expect.poll(focused).toContain('disabled')

  // Enter opens beside the canvas, Escape leads back to the node.
  await keyboard.press('Enter')
  await page.getByRole('region', { name: 'Node Paid?' }).waitFor()
  await keyboard.press('Escape')
  await page.getByRole('region', { name: 'Node Paid?' }).waitFor({ state: 'detached' })
  await expect.poll(focused).toContain('Paid?, ')

  // Tab opens nothing and leads out of the canvas.
  for (
    let presses = 0;
    presses < 14 && (await page.evaluate(() => document.activeElement?.closest('[data-canvas]') !== null));
    presses += 1
  )
    await keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('[data-canvas]') ?? null)).toBeNull()
  expect(await search.count()).toBe(0)

  // The outline is the same workflow as a list, and a letter finds its node.
  await keyboard.press('o')
  const tree = page.getByRole('tree', { name: 'Outline' })
  await tree.waitFor()
  for (const name of [/^Webhook$/, /^HTTP request$/, /^Paid\?.*disabled$/]) await tree.getByRole('treeitem', { name }).waitFor()
  await tree.getByRole('treeitem').first().focus()
  await keyboard.press('h')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('HTTP request')
  await keyboard.press('Delete')
  await expect.poll(() => tree.getByRole('treeitem').count()).toBe(2)
  await keyboard.press('Control+z')
  await expect.poll(() => tree.getByRole('treeitem').count()).toBe(3)
  await page.getByRole('status').filter({ hasText: 'Undone: delete 1 node' }).first().waitFor()

  expect(await violations(page)).toEqual([])
  await keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Connect to …').waitFor()
  expect(faults).toEqual([])
})
