import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drop, openBrowser, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'

const refund = await readFile(join(import.meta.dirname, 'fixture/refund.n8n.json'), 'utf8')

let server: Server | undefined
beforeAll(async () => {
  server = await startServer()
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

test('twenty different changes are undone and done again to the very same document', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  const { keyboard } = page
  await setUp(page, server!.url)
  await drop(page, [{ name: 'refund.json', content: refund }])
  await page.getByRole('button', { name: 'Import 1 workflow' }).click()
  await page.locator('.react-flow__node').first().waitFor()
  const path = new URL(page.url()).pathname
  const stored = async () => {
    await page.getByText('Saved', { exact: true }).first().waitFor()
    const { document } = await page.evaluate(
      async (api) => (await (await fetch(api)).json()) as { document: unknown },
      `/api/v1${path}`,
    )
    return document
  }
  const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
  const before = await stored()
  const steps: (() => Promise<unknown>)[] = []
  const press =
    (...keys: string[]) =>
    async () => {
      for (const key of keys) await keyboard.press(key)
    }
  const choose = (name: string) => node(name).first().focus()
  const add = (words: string) => async () => {
    await keyboard.press('n')
    await page.getByRole('combobox', { name: 'Search nodes' }).fill(words)
    await keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Search nodes' }).waitFor({ state: 'detached' })
  }
  const rename = (to: string) => async () => {
    await keyboard.press('F2')
    await page.getByRole('dialog').getByRole('textbox').fill(to)
    await keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  steps.push(
    async () => choose('Work out').then(press('Alt+ArrowDown')),
    add('sort'),
    press('d'),
    press('d'),
    rename('Sorted'),
    press('Control+d'),
    press('Alt+ArrowRight'),
    press('Delete'),
    async () => choose('Requests').then(press('d')),
    rename('All requests'),
    async () => {
      await choose('Refund at once')
      await keyboard.press('c')
      await page.getByRole('combobox').fill('work out')
      await keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    },
    press('Delete'),
    async () => {
      await choose('Over €50?')
      await keyboard.press('r')
      await page.getByRole('combobox', { name: 'Search nodes' }).fill('switch')
      await keyboard.press('Enter')
      await page.getByRole('combobox', { name: 'Search nodes' }).waitFor({ state: 'detached' })
    },
    press('Shift+S'),
    async () => {
      await page.getByLabel('Text of the note').fill('# Remember')
      await keyboard.press('Control+Enter')
    },
    press('Control+a', 'Alt+Shift+ArrowUp'),
    press('Alt+Shift+h'),
    async () => {
      await keyboard.press('Control+g')
      await page.getByLabel('Name of the group').fill('Everything')
      await keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    },
    press('Alt+g'),
    press('Alt+g'),
    press('Control+Shift+g'),
  )

  let count = 0
  for (const step of steps) {
    await step()
    count += 1
  }
  const after = await stored()
  expect(count).toBeGreaterThanOrEqual(20)
  expect(after).not.toEqual(before)

  const undo = page.getByRole('button', { name: /^Undo/ })
  const redo = page.getByRole('button', { name: /^Redo/ })
  let undone = 0
  for (; await undo.isEnabled(); undone += 1) await undo.click()
  expect(undone).toBeGreaterThanOrEqual(20)
  expect(await stored()).toEqual(before)
  for (; await redo.isEnabled(); undone -= 1) await redo.click()
  expect(undone).toBe(0)
  expect(await stored()).toEqual(after)
  expect(faults).toEqual([])
})
