/** How heavy and how quick the pages are: `npm run bench -- web`. Needs the built web app and a browser. */
import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { openBrowser, setUp } from '../e2e/open-browser.ts'
import { makeSample } from '../e2e/sample.ts'
import { startServer } from '../e2e/start-server.ts'
import { measureCanvas } from './canvas.ts'

const rounds = 5
const kilobyte = 1_024

type Visit = { readonly name: string; readonly path: string; readonly limitKb: number; readonly ready: string }

/**
 * The JavaScript of a first load in gzip, the time until a page can be used, and that of a change of the route, beside the
 * time of a page of the same server without any script.
 */
export async function run([nodes = '500']: string[]): Promise<void> {
  await using server = await startServer('own')
  await using browser = await openBrowser()
  const { page, context } = browser
  await setUp(page, server.url)
  const { workflow, failed } = await makeSample(context, server.url)
  const visits: readonly Visit[] = [
    { name: 'workflows', path: '/workflows', limitKb: 250, ready: 'h1' },
    { name: 'executions', path: '/executions', limitKb: 250, ready: 'h1' },
    { name: 'approvals', path: '/approvals', limitKb: 250, ready: 'h1' },
    { name: 'execution', path: `/executions/${failed}`, limitKb: 250, ready: '[role="tab"]' },
    { name: 'editor', path: `/workflows/${workflow}`, limitKb: 600, ready: '.react-flow__node' },
    { name: 'editor, node open', path: `/workflows/${workflow}?node=a4`, limitKb: 600, ready: '.react-flow__node' },
  ]
  const bare = await median(async () => elapsed(() => page.goto(`${server.url}/favicon.svg`)))
  console.log(`a page without script: ${bare.toFixed(0)} ms`)
  for (const visit of visits) {
    const size = await scriptSize(page, server.url, visit)
    const ms = await median(async () => load(page, server.url, visit))
    console.log(
      `${visit.name.padEnd(20)} ${(size / kilobyte).toFixed(0).padStart(4)} KB of JavaScript (at most ${visit.limitKb}), usable after ${ms.toFixed(0)} ms, ${(ms / bare).toFixed(0)} times the bare page`,
    )
  }
  await page.goto(`${server.url}/workflows`)
  await page.locator('h1').waitFor()
  const change = await median(async () => {
    const there = await route(page, '/executions')
    return (there + (await route(page, '/workflows'))) / 2
  })
  console.log(`change of the route: ${change.toFixed(0)} ms (at most 100)`)
  for (const { name, value, limit, unit } of await measureCanvas(page, server.url, Number(nodes)))
    console.log(`${name}: ${value.toFixed(1)} ${unit} (at most ${limit})`)
  process.exit()
}

/** Of all scripts that a first visit asks for, each as gzip makes it. */
async function scriptSize(page: Page, url: string, { path, ready }: Visit): Promise<number> {
  const bodies: Promise<Buffer>[] = []
  const take = (response: Response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) bodies.push(response.body())
  }
  await page.goto('about:blank')
  page.on('response', take)
  await page.goto(url + path)
  await page.locator(ready).first().waitFor()
  await page.waitForTimeout(1_000)
  page.off('response', take)
  return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
}

const load = (page: Page, url: string, { path, ready }: Visit) =>
  elapsed(async () => {
    await page.goto(url + path)
    await page.locator(ready).first().waitFor()
  })

/** By the link of the navigation, measured in the page: from the click to the frame that shows the heading. */
async function route(page: Page, path: string): Promise<number> {
  await page.waitForTimeout(300)
  return await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const link = document.querySelector<HTMLAnchorElement>(`nav a[href="${wanted}"]`)
        if (link === null) return reject(new Error(`no link to ${wanted}`))
        const begun = performance.now()
        const before = document.querySelector('main h1')?.textContent
        const look = () =>
          location.pathname === wanted && document.querySelector('main h1')?.textContent !== before
            ? resolve(performance.now() - begun)
            : requestAnimationFrame(look)
        link.click()
        requestAnimationFrame(look)
        return undefined
      }),
    path,
  )
}

async function elapsed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await act()
  return performance.now() - begun
}

async function median(measure: () => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) values.push(await measure())
  return values.toSorted((a, b) => a - b)[rounds >> 1] ?? Number.NaN
}
