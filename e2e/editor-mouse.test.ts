import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openBrowser, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'

let server: Server | undefined
beforeAll(async () => {
  server = await startServer()
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

const node = (id: string, type: string, x: number, y: number) => ({
  id,
  name: id,
  type,
  version: 1,
  position: [x, y],
  parameters: {},
  settings: {},
})
const drawn = {
  steward: 1,
  name: 'By mouse',
  nodes: [node('Start', 'manual_trigger', 0, 0), node('First', 'set', 400, 0), node('Free', 'limit', 400, 300)],
  edges: [{ from: { node: 'Start', output: 0 }, to: { node: 'First', input: 0 }, kind: 'main' }],
  settings: { executionOrder: 'v1' },
}
const edgesOf = (page: Page) =>
  page
    .locator('.react-flow__edge')
    .evaluateAll((edges) =>
      edges.map((edge) => edge.getAttribute('aria-label')?.slice(5) ?? '').toSorted((a, b) => a.localeCompare(b)),
    )
const port = (page: Page, id: string, name: string) =>
  page.locator(`.react-flow__node[data-id="${id}"] .react-flow__handle[data-handleid="${name}"]`)

/** Presses at one place, moves to another in steps, as a hand does, and lets go. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 })
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
}
const middleOf = (box: { x: number; y: number; width: number; height: number } | null) => ({
  x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
  y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
})

test('edges are drawn by mouse, what may not be joined is refused with a reason, and an edge that ends nowhere asks for its node', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await setUp(page, server!.url)
  const id = await page.evaluate(async (document) => {
    const answer = await fetch('/api/v1/workflows', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ document }),
    })
    return ((await answer.json()) as { summary: { id: string } }).summary.id
  }, drawn)
  await page.goto(`${server!.url}/workflows/${id}`)
  await page.locator('.react-flow__node').first().waitFor()
  const search = page.getByRole('combobox', { name: 'Search nodes' })

  // From port to port; what is refused says why.
  await drag(
    page,
    middleOf(await port(page, 'First', 'out 0').boundingBox()),
    middleOf(await port(page, 'Free', 'in 0').boundingBox()),
  )
  await expect.poll(() => edgesOf(page)).toEqual(['from First to Free', 'from Start to First'])
  await drag(
    page,
    middleOf(await port(page, 'Free', 'out 0').boundingBox()),
    middleOf(await port(page, 'Free', 'in 0').boundingBox()),
  )
  await page.getByText('A node cannot be connected to itself.').first().waitFor()

  // A port let go of over nothing asks what shall come there.
  const free = middleOf(await port(page, 'Free', 'out 0').boundingBox())
  await drag(page, free, { x: free.x + 160, y: free.y + 60 })
  await search.fill('sort')
  await page.getByRole('option', { name: 'Sort' }).first().click()
  await expect.poll(() => edgesOf(page)).toContain('from Free to Sort')

  // What was done by hand is undone like everything else.
  await page.getByRole('button', { name: 'Undo: add Sort' }).click()
  await expect.poll(() => edgesOf(page)).toEqual(['from First to Free', 'from Start to First'])
  expect(faults).toEqual([])
})
