/** How the canvas does with a large workflow: `npm run bench -- canvas [nodes]`. Needs the built web app and a browser. */
import type { Page } from 'playwright-core'
import { bigWorkflow } from '../e2e/fixture/big-workflow.ts'
import { openBrowser, setUp } from '../e2e/open-browser.ts'
import { startServer } from '../e2e/start-server.ts'

const openMaxMs = 2_000
/** A frame of 50 a second; the best machine draws 60. */
const frameMaxMs = 20
const gestureMs = 2_000

export async function run([count = '500']: string[]): Promise<void> {
  await using server = await startServer('own')
  await using browser = await openBrowser()
  const { page } = browser
  await setUp(page, server.url)
  const lines = await measureCanvas(page, server.url, Number(count))
  for (const { name, value, limit, unit } of lines)
    console.log(`${name.padEnd(28)} ${value.toFixed(1).padStart(8)} ${unit}   (at most ${limit} ${unit})`)
  if (lines.some(({ value, limit }) => value > limit)) process.exitCode = 1
  process.exit()
}

export type Figure = { readonly name: string; readonly value: number; readonly limit: number; readonly unit: 'ms' }

/** Opens a workflow of so many nodes, pans, zooms and drags, and says how long it took and how long a frame was. */
export async function measureCanvas(page: Page, url: string, count: number): Promise<readonly Figure[]> {
  const id = await page.evaluate(async (document) => {
    const answer = await fetch('/api/v1/workflows', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ document }),
    })
    return ((await answer.json()) as { summary: { id: string } }).summary.id
  }, bigWorkflow(count))
  const begun = performance.now()
  await page.goto(`${url}/workflows/${id}`)
  await page.locator('.react-flow__node').first().waitFor()
  const opened = performance.now() - begun
  await page.waitForTimeout(1_000)
  const frames = (name: string, act: () => Promise<void>) =>
    frameTime(page, act).then((value) => ({ name, value, limit: frameMaxMs, unit: 'ms' }) as const)
  return [
    { name: `open ${count} nodes`, value: opened, limit: openMaxMs, unit: 'ms' },
    await frames('a frame while zooming', () => wheel(page, 6, true)),
    await frames('a frame while panning', () => wheel(page, 24, false)),
    await frames('a frame while dragging', () => dragNode(page)),
  ]
}

/** The mean length of a frame while something is done. */
async function frameTime(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const times: number[] = []
    const tick = (at: number) => {
      times.push(at)
      if (times.length < 10_000) requestAnimationFrame(tick)
    }
    Object.assign(window, { frameTimes: times })
    requestAnimationFrame(tick)
  })
  await act()
  return await page.evaluate(() => {
    const { frameTimes } = window as unknown as { frameTimes: number[] }
    const own = [...frameTimes]
    frameTimes.length = 10_000
    return ((own.at(-1) ?? 0) - (own[0] ?? 0)) / Math.max(1, own.length - 1)
  })
}

async function wheel(page: Page, by: number, isZoom: boolean): Promise<void> {
  await page.mouse.move(700, 450)
  if (isZoom) await page.keyboard.down('Control')
  const until = performance.now() + gestureMs
  for (let turn = 0; performance.now() < until; turn += 1) {
    await page.mouse.wheel(isZoom ? 0 : by, turn % 40 < 20 ? -by : by)
    await page.waitForTimeout(8)
  }
  if (isZoom) await page.keyboard.up('Control')
}

async function dragNode(page: Page): Promise<void> {
  const boxes = await page
    .locator('.react-flow__node')
    .evaluateAll((nodes) =>
      nodes
        .map((node) => node.getBoundingClientRect())
        .map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })),
    )
  const inside = boxes.find(({ x, y }) => x > 300 && x < 1_100 && y > 200 && y < 700) ?? { x: 700, y: 450 }
  await page.mouse.move(inside.x, inside.y)
  await page.mouse.down()
  const until = performance.now() + gestureMs
  for (let turn = 0; performance.now() < until; turn += 1) {
    await page.mouse.move(inside.x + Math.sin(turn / 9) * 160, inside.y + Math.cos(turn / 9) * 120)
    await page.waitForTimeout(8)
  }
  await page.mouse.up()
}
