import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { drop, openBrowser, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

const node = (name: string, [type, typeVersion]: [string, number], x: number, parameters: object) => ({
  id: name,
  name,
  type: `n8n-nodes-base.${type}`,
  typeVersion,
  position: [x, 0],
  parameters,
})
const workflow = JSON.stringify({
  name: 'Every form',
  nodes: [
    node('Start', ['manualTrigger', 1], 0, {}),
    node('Fields', ['set', 3.4], 220, { assignments: { assignments: [] }, strange: { kept: true }, options: {} }),
    node('Decide', ['if', 2.2], 440, {}),
    node('Fetch', ['httpRequest', 4.2], 660, { options: {} }),
    node('Other', ['executeWorkflow', 1.2], 880, { options: {} }),
  ],
  connections: {
    Start: { main: [[{ node: 'Fields', type: 'main', index: 0 }]] },
    Fields: { main: [[{ node: 'Decide', type: 'main', index: 0 }]] },
  },
  settings: { executionOrder: 'v1' },
})

let server: Server
beforeAll(async () => {
  server = await startServer()
}, 120_000)
afterAll(async () => {
  await server[Symbol.asyncDispose]()
})

const field = (page: Page, path: string) => page.locator(`[data-field="${path}"]`)

async function open(page: Page, name: string): Promise<void> {
  await page.locator('.react-flow__node').filter({ hasText: name }).first().click()
  await page.getByRole('region', { name: `Node ${name}` }).waitFor()
}

/** The parameters of a node as the server keeps them. */
async function stored(page: Page, name: string): Promise<Record<string, unknown>> {
  const id = new URL(page.url()).pathname.split('/')[2]
  const response = await page.request.get(`${server.url}/api/v1/workflows/${id ?? ''}`)
  const { document } = (await response.json()) as { document: { nodes: { name: string; parameters: object }[] } }
  const node = document.nodes.find((one) => one.name === name)
  return (node?.parameters ?? {}) as Record<string, unknown>
}

test('parameters are set by keyboard in forms that say what is missing and keep what they do not know', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await setUp(page, server.url)
  await drop(page, [{ name: 'forms.json', content: workflow }])
  await page.getByRole('button', { name: 'Import 1 workflow' }).click()
  await page.getByRole('heading', { level: 1, name: 'Every form' }).waitFor()

  await open(page, 'Fields')
  await page.getByRole('button', { name: 'Add to Fields to set' }).press('Enter')
  await page.keyboard.type('city')
  await field(page, 'assignments.assignments.0.value').getByRole('textbox').fill('Lisbon')
  await page.getByText('Kept as they are').waitFor()
  await expect
    .poll(() => stored(page, 'Fields'))
    .toMatchObject({
      assignments: { assignments: [{ name: 'city', value: 'Lisbon' }] },
      strange: { kept: true },
    })

  await open(page, 'Decide')
  await page.getByRole('button', { name: 'Add condition' }).press('Enter')
  await page.getByLabel('Comparison', { exact: true }).first().fill('greater')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await field(page, 'conditions.conditions.0.rightValue').getByRole('textbox').fill('50')
  await expect
    .poll(() => stored(page, 'Decide'))
    .toMatchObject({
      conditions: { combinator: 'and', conditions: [{ operator: { type: 'number', operation: 'gt' }, rightValue: 50 }] },
    })

  await open(page, 'Fetch')
  await field(page, 'url').getByText('The node needs this.').waitFor()
  await field(page, 'url').getByRole('textbox').fill('https://api.example.com/orders')
  await field(page, 'url').getByText('The node needs this.').waitFor({ state: 'detached' })
  expect(await field(page, 'headerParameters').count()).toBe(0)
  await page.getByRole('switch', { name: 'Send headers' }).press('Space')
  await page.getByRole('button', { name: 'Add to Headers' }).press('Enter')
  await page.keyboard.type('X-Shop')
  await field(page, 'headerParameters.parameters.0.value').getByRole('textbox').fill('north')
  await expect
    .poll(() => stored(page, 'Fetch'))
    .toEqual({
      url: 'https://api.example.com/orders',
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'X-Shop', value: 'north' }] },
      options: {},
    })
  expect(await violations(page)).toEqual([])

  await open(page, 'Other')
  const picker = field(page, 'workflowId').getByRole('textbox')
  await picker.fill('every')
  await page.getByRole('option', { name: /Every form/ }).waitFor()
  await picker.press('ArrowDown')
  await picker.press('Enter')
  await expect
    .poll(() => stored(page, 'Other'))
    .toMatchObject({
      workflowId: { __rl: true, mode: 'list', cachedResultName: 'Every form' },
    })
  expect(faults).toEqual([])
}, 90_000)
