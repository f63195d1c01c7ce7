import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined

beforeAll(async () => {
  server = await startServer()
}, 180_000)
afterAll(() => server?.[Symbol.asyncDispose]())

/** Pictures to look at, where somebody wants them. */
const folder = process.env['STEWARD_E2E_SHOTS']
async function shot(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: `${folder}/${name}-phone.png` })
  await page.setViewportSize({ width: 1440, height: 900 })
}

const make = (page: Page, names: readonly string[]) =>
  page.evaluate(async (all) => {
    for (const name of all) {
      const start = { id: 's', name: 'Start', type: 'manual_trigger', version: 1, position: [0, 0], parameters: {}, settings: {} }
      const document = { steward: 1, name, nodes: [start], edges: [], settings: { executionOrder: 'v1' } }
      await fetch('/api/v1/workflows', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ document }),
      })
    }
  }, names)

test('from an empty workspace to a template that has run, and everything found again by keyboard', async () => {
  await using browser = await openBrowser()
  const { page, faults } = browser
  const url = server?.url ?? ''
  await setUp(page, url)
  const palette = page.getByRole('combobox', { name: 'Search, go somewhere, or do something' })

  // The first page leads to one of three ways, and says what is still to do.
  await page.getByRole('heading', { name: 'Start from a template' }).waitFor()
  expect(await page.getByRole('button', { name: 'Open the canvas' }).count()).toBe(1)
  await page.getByText('0 of 6').waitFor()
  await shot(page, 'first')
  expect(await violations(page)).toEqual([])

  // By keyboard alone: to the templates, to one of them, and a draft of it.
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor()
  await page.getByRole('link', { name: 'Sort orders into lanes' }).waitFor()
  await shot(page, 'templates')
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Sort orders into lanes' }).press('Enter')
  await page.getByRole('img', { name: /The workflow as a graph: Start/ }).waitFor()
  await shot(page, 'template')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Use template' }).press('Enter')
  await page.waitForURL(/\/workflows\/[0-9a-f-]{36}/)

  // It completes at its first execution, which is told once with what can come next; the steps are ticked by what is there.
  const told = page.getByRole('status').filter({ hasText: 'has run for the first time' })
  await page.getByRole('button', { name: 'Run', exact: true }).press('Enter')
  await told.getByText(/nothing failed/).waitFor()
  await shot(page, 'celebrated')
  expect(await violations(page)).toEqual([])
  await told.getByRole('button', { name: 'Say when it fails' }).press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await told.getByRole('button', { name: 'Close' }).press('Enter')
  await told.waitFor({ state: 'hidden' })
  await make(page, ['Invoice check', 'Invoice sender', 'Night shift'])
  await page.goto(`${url}/workflows`)
  await page.getByText('2 of 6').waitFor()

  // The palette: what is typed is met in names, marked, and opened with Enter; Escape gives the focus back.
  const search = page.getByRole('button', { name: /^Search/ })
  await search.focus()
  await page.keyboard.press('Control+k')
  await palette.fill('lanes')
  const best = page.getByRole('option', { name: /Sort orders into lanes/ }).first()
  await best.waitFor()
  await expect.poll(() => best.getAttribute('aria-selected')).toBe('true')
  expect(await palette.getAttribute('aria-activedescendant')).toBe(await best.getAttribute('id'))
  await shot(page, 'palette')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => search.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Control+k')
  await palette.fill('theme dark')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
  await page.keyboard.press('Control+k')
  await palette.fill('theme same')
  await page.keyboard.press('Enter')

  // The keys of the page are listed under ?.
  await page.locator('h1').click()
  await page.keyboard.press('Shift+?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await keys.getByText('Choose the workflow', { exact: true }).waitFor()
  expect(await keys.getByText('Templates', { exact: true }).count()).toBe(1)
  await shot(page, 'keys')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await keys.waitFor({ state: 'hidden' })

  // Two are chosen without a mouse and moved into a folder that is made on the way.
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await page.getByRole('toolbar', { name: 'With the chosen workflows' }).getByText('3 chosen').waitFor()
  await shot(page, 'chosen')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('m')
  const move = page.getByRole('dialog', { name: /Move 3 workflows/ })
  await move.getByLabel('New folder').fill('Accounting')
  await move.getByLabel('New folder').press('Enter')
  await move.getByRole('radio', { name: 'Accounting' }).waitFor()
  await expect.poll(() => move.getByRole('radio', { name: 'Accounting' }).isChecked()).toBe(true)
  await move.getByRole('button', { name: 'Move', exact: true }).press('Enter')
  await page.getByText('3 workflows moved').waitFor()
  await page
    .getByRole('navigation', { name: 'Folders' })
    .getByRole('link', { name: /Accounting/ })
    .click()
  await page.getByRole('heading', { level: 1, name: 'Accounting' }).waitFor()
  await expect.poll(() => page.getByRole('row').count()).toBe(4)
  const current = page.getByRole('navigation', { name: 'Folders' }).locator('[aria-current]')
  expect(await current.allInnerTexts()).toEqual([expect.stringContaining('Accounting')])
  await shot(page, 'folder')
  expect(await violations(page)).toEqual([])

  // What is looked for is saved under a name, found again in the palette, and deleted.
  await page.getByRole('button', { name: 'Saved filters' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click()
  const save = page.getByRole('dialog', { name: 'Save this filter' })
  await save.getByLabel('Name').fill('Books')
  await save.getByLabel('Share it in the workspace').check()
  await shot(page, 'save-filter')
  expect(await violations(page)).toEqual([])
  await save.getByLabel('Name').press('Enter')
  await page.getByText('“Books” is saved').waitFor()
  await page.getByRole('link', { name: 'All workflows' }).click()
  await page.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor()
  await page.keyboard.press('Control+k')
  await palette.fill('books')
  await page.getByRole('option', { name: /Books/ }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Accounting' }).waitFor()
  await page.getByRole('button', { name: 'Books', exact: true }).press('Enter')
  await shot(page, 'saved-filters')
  await page.getByRole('menuitem', { name: 'Rename, share, delete…' }).click()
  const manage = page.getByRole('dialog', { name: 'Saved filters' })
  await manage.getByLabel('Name of Books').waitFor()
  await shot(page, 'manage-filters')
  expect(await violations(page)).toEqual([])
  await manage.getByRole('button', { name: 'Delete Books' }).press('Enter')
  await manage.getByText('There is none any more.').waitFor()
  await page.keyboard.press('Escape')
  await manage.waitFor({ state: 'hidden' })

  // What is refused is told by name: what is not in the archive and no draft cannot be deleted, drafts can.
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page
    .getByRole('dialog', { name: '3 were refused' })
    .getByText(/has no trigger/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More', exact: true }).last().click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.getByText('3 workflows archived').waitFor()
  expect(faults).toEqual([])
}, 180_000)
