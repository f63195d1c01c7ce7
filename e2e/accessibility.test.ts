import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, setUp } from './open-browser.ts'
import { pagesOf, visit } from './pages.ts'
import { makeSample, type Sample } from './sample.ts'
import { type Server, startServer } from './start-server.ts'
import { violations } from './violations.ts'

let server: Server
let sample: Sample
let cookies: Awaited<ReturnType<BrowserContext['cookies']>> = []

beforeAll(async () => {
  server = await startServer()
  await using first = await openBrowser()
  await setUp(first.page, server.url)
  cookies = await first.context.cookies()
  sample = await makeSample(first.context, server.url)
}, 180_000)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
})

const looks = [{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', phone: true }] as const

for (const look of looks) {
  test(`every page can be used by everybody, ${look.theme}${'phone' in look ? ' on a phone' : ''}`, async () => {
    await using browser = await openBrowser(look)
    const { page, context, faults } = browser
    await page.goto(`${server.url}/sign-in`)
    await page.getByLabel('Email').waitFor()
    const found = await violations(page)
    await context.addCookies(cookies)
    for (const shown of pagesOf(sample)) {
      await visit(page, server.url, shown)
      found.push(...(await violations(page)))
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      if (isWide) found.push(`${shown.path} is wider than the window`)
    }

    expect(found).toEqual([])
    expect(faults).toEqual([])
  }, 240_000)
}

test.each(['en-XA', 'ar-XB'])(
  'no page breaks where texts are longer or run from the right: %s',
  async (language) => {
    await using browser = await openBrowser({ phone: language === 'en-XA' })
    const { page, context } = browser
    await context.addCookies(cookies)
    await context.addInitScript((chosen) => localStorage.setItem('steward.language', chosen), language)
    const found: string[] = []
    for (const shown of pagesOf(sample).filter(({ name }) => !name.startsWith('editor-'))) {
      await visit(page, server.url, shown)
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      if (isWide) found.push(`${shown.path} is wider than the window`)
    }

    expect(found).toEqual([])
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === 'ar-XB' ? 'rtl' : 'ltr')
  },
  180_000,
)
