import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { drop, openBrowser, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

const people = [
  { name: 'Aino', 'e-mail': 'aino@example.com', order: { total: 12.5, lines: [{ sku: 'a-1' }] } },
  { name: 'Bo', 'e-mail': 'bo@example.com', order: { total: 7, lines: [] } },
]
const set = (name: string, value: string, at: number) => ({
  id: name,
  name,
  type: 'n8n-nodes-base.set',
  typeVersion: 3.4,
  position: [at, 0],
  parameters: { assignments: { assignments: [{ id: '1', name: 'text', value, type: 'string' }] }, options: {} },
})
const greet = JSON.stringify({
  name: 'Greet people',
  nodes: [
    { id: 't', name: 'Begin', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
    {
      id: 'c',
      name: 'People',
      type: 'n8n-nodes-base.code',
      typeVersion: 2,
      position: [220, 0],
      parameters: { jsCode: `return ${JSON.stringify(people)}.map((json) => ({ json }))` },
    },
    set('Greet', '=Hi', 440),
    set('Last', '={{ $json.text }}', 660),
  ],
  connections: {
    Begin: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
    People: { main: [[{ node: 'Greet', type: 'main', index: 0 }]] },
    Greet: { main: [[{ node: 'Last', type: 'main', index: 0 }]] },
  },
  settings: { executionOrder: 'v1' },
})

let server: Server | undefined
beforeAll(async () => {
  server = await startServer()
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

async function openNode(page: Page, name: string): Promise<Locator> {
  const open = page.getByRole('button', { name: 'Close', exact: true })
  if ((await open.count()) > 0) await open.first().click()
  await page.locator('.react-flow__node', { hasText: name }).first().click()
  const panel = page.getByRole('region', { name: `Node ${name}` })
  await panel.waitFor({ timeout: 8000 }).catch(async (error: unknown) => {
    await shot(page, `fail-${name}`)
    throw error
  })
  return panel
}

const shot = async (page: Page, name: string) => {
  const folder = process.env['STEWARD_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

test('an expression is written with completion and a preview, values are mapped, looked at, searched, pinned and edited', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  await setUp(page, server?.url ?? '')
  await drop(page, [{ name: 'greet.json', content: greet }])
  await page.getByRole('button', { name: 'Import 1 workflow' }).click()
  await page.getByRole('heading', { level: 1, name: 'Greet people' }).waitFor()

  // Before any execution it is said what is missing.
  let panel = await openNode(page, 'Last')
  const last = panel.getByRole('textbox', { name: 'Value 1' })
  await last.click()
  await panel.getByText('Greet has not been executed yet.').waitFor()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.locator('.react-flow__node [data-state="completed"]', { hasText: 'Last' }).waitFor()

  panel = await openNode(page, 'Greet')
  const input = panel.getByRole('region', { name: 'Input' })
  const field = panel.getByRole('textbox', { name: 'Value 1' })
  await field.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' {{$json.na')
  await page.locator('.cm-tooltip-autocomplete', { hasText: 'Aino' }).waitFor()
  await shot(page, 'completion')
  await page.keyboard.press('Enter')
  await panel.getByText('Hi Aino', { exact: true }).waitFor()
  expect(await field.textContent()).toBe('Hi {{ $json.name }}')
  await panel.getByRole('button', { name: 'Next item' }).click()
  await panel.getByText('Hi Bo', { exact: true }).waitFor()
  await shot(page, 'preview')
  expect(await violations(page)).toEqual([])

  // Undoing leads back to what was there, never to nothing, and redoing forward again.
  await field.click()
  for (let turn = 0; turn < 12; turn++) await page.keyboard.press('Control+z')
  await expect.poll(() => field.textContent()).toBe('Hi')
  for (let turn = 0; turn < 12; turn++) await page.keyboard.press('Control+Shift+KeyZ')
  await expect.poll(() => field.textContent()).toBe('Hi {{ $json.name }}')

  // By keyboard: from the cell to the field.
  const grid = input.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Copy expression' }).waitFor()
  await shot(page, 'menu')
  await page.getByRole('menuitem', { name: 'Value 1' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => field.textContent()).toBe('Hi {{ $json.name }}{{ $json["e-mail"] }}')

  // By drag, from the schema of a node further back.
  await input.getByText('Schema', { exact: true }).click()
  await input.getByRole('row', { name: /total/ }).dragTo(field)
  await expect.poll(() => field.textContent()).toContain('{{ $json.order.total }}')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await shot(page, 'schema')

  // With more room, and back to where one was.
  await panel.getByRole('button', { name: 'More room for Value 1' }).click()
  const large = page.getByRole('dialog', { name: 'Value 1' })
  await large.getByRole('region', { name: 'Input' }).waitFor()
  await large.getByText(/^Hi Bo/).waitFor()
  await shot(page, 'expanded')
  await large.getByRole('button', { name: 'Close' }).click()
  await large.waitFor({ state: 'detached' })

  await input.getByText('JSON', { exact: true }).click()
  await input.getByRole('tree').focus()
  await page.keyboard.press('/')
  await page.keyboard.type('a-1')
  await input.getByText('1 of 2 items').waitFor()
  expect(await input.locator('mark').count()).toBe(1)
  await shot(page, 'json')
  expect(faults).toEqual([])
  await page.keyboard.press('Escape')
  await panel.waitFor()

  // Pinned and edited items take the place of what the node gave.
  panel = await openNode(page, 'People')
  const output = panel.getByRole('region', { name: 'Output' })
  await output.getByRole('button', { name: 'Pin this output' }).click()
  await output.getByText('pinned').waitFor()
  await output.getByRole('button', { name: 'Edit items' }).click()
  const editor = page.getByRole('textbox', { name: 'Items of People' })
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('[{"name": ')
  await page.getByRole('button', { name: 'Save and pin' }).click()
  await page.getByText(/This is not JSON/).waitFor()
  await shot(page, 'edit')
  await page.keyboard.press('Control+a')
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText('[{"name": "Cleo"}]')
  await page.getByRole('button', { name: 'Save and pin' }).click()
  await output.getByText('Cleo').waitFor()
  await shot(page, 'pinned')

  panel = await openNode(page, 'Greet')
  await panel.getByRole('textbox', { name: 'Value 1' }).click()
  await panel.getByText('Hi Cleo', { exact: false }).first().waitFor()
  await panel.getByText(/Stale/).waitFor()
  await shot(page, 'stale')

  // A phone in the dark.
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot(page, 'dark')
  await page.setViewportSize({ width: 390, height: 844 })
  await panel.getByRole('tab', { name: 'Input' }).click()
  await panel.getByRole('region', { name: 'Input' }).getByText('Cleo').first().waitFor()
  await shot(page, 'phone-input')
  await panel.getByRole('tab', { name: 'Node' }).click()
  await panel.getByRole('textbox', { name: 'Value 1' }).waitFor()
  await shot(page, 'phone-node')
  expect(await violations(page)).toEqual([])
})
