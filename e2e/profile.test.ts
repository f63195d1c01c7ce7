import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp, signIn } from './open-browser.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server | undefined
let url = ''
beforeAll(async () => {
  server = await startServer()
  url = server.url
  await using browser = await openBrowser()
  await setUp(browser.page, url)
}, 120_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

test('a profile with a time zone and an address is stored, and the theme goes along to another browser', async () => {
  {
    await using browser = await openBrowser()
    const { page, faults } = browser
    await signIn(page, url)
    await page.goto(`${url}/settings/profile`)
    await page.getByLabel('First name').fill('Mara')
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Lisb')
    await page.getByRole('option', { name: 'Europe/Lisbon' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Add an address' }).click()
    await page.getByLabel('Street and number').fill('Rua do Ouro 1')
    await page.getByLabel('City').fill('Lisboa')
    expect(await violations(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Rua do Ouro 1, Lisboa').waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto(`${url}/settings/preferences`)
    await page.getByText('Dark', { exact: true }).click()
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
    await page.getByText('Profile changed').waitFor()
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
  }
  await using other = await openBrowser({ phone: true })
  await signIn(other.page, url)
  await other.page.goto(`${url}/settings/profile`)
  await other.page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
  await expect.poll(() => other.page.getByLabel('First name').inputValue()).toBe('Mara')
  await other.page.getByText('Rua do Ouro 1, Lisboa').waitFor()
  expect(await violations(other.page)).toEqual([])
})
