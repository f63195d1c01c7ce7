/** `npm run shots [-- <folder> [part of a name …]]`: a picture of every page, in light, dark and on a phone. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { closeBrowser, openBrowser, setUp } from './open-browser.ts'
import { pagesOf, visit } from './pages.ts'
import { makeSample } from './sample.ts'
import { startServer } from './start-server.ts'

const [folder = 'shots', ...parts] = process.argv.slice(2)
const target = resolve(folder)
await mkdir(target, { recursive: true })
const looks = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'phone', theme: 'light', phone: true },
] as const

await using server = await startServer('own')
const { cookies, sample } = await prepared(server.url)
for (const { name: lookName, ...look } of looks) {
  await using browser = await openBrowser(look)
  await browser.context.addCookies(cookies)
  for (const shown of pagesOf(sample)) {
    if (parts.length > 0 && !parts.some((part) => shown.name.includes(part))) continue
    const path = join(target, `${shown.name}-${lookName}.png`)
    await visit(browser.page, server.url, shown)
    await browser.page.screenshot({ path })
    console.log(path)
  }
}
await closeBrowser()

async function prepared(url: string) {
  await using first = await openBrowser()
  await setUp(first.page, url)
  return { cookies: await first.context.cookies(), sample: await makeSample(first.context, url) }
}
