import type { CodeRunner } from '../server/engine/worker/index.ts'
import { createCodeRunner } from '../server/engine/worker/index.ts'
import { viewOf } from '../server/engine/expression/view.fixture.ts'

const items = Array.from({ length: 10 }, (_, n) => ({ n, name: `Item ${n}`, on: n % 2 === 0 }))
const code =
  'return $input.all().filter((item) => item.json.on).map((item) => ({ json: { ...item.json, twice: item.json.n * 2 } }))'
const withLuxon = 'return [{ json: { at: $now.toISO(), count: items.length } }]'

const measureMs = 2000

/** Calls per second and the median of a small Code node with 10 items, beside the same function in this process. */
export async function run(): Promise<void> {
  const view = viewOf(items)
  const call = (runner: CodeRunner, text: string) =>
    runner.run({ view, call: { language: 'javaScript', code: text, mode: 'runOnceForAllItems' } })
  const runner = createCodeRunner()
  try {
    const started = performance.now()
    await call(runner, code)
    console.log(`first call, process included   ${(performance.now() - started).toFixed(0)} ms`)
    for (const parallel of [1, 2, 8]) report(`code, ${parallel} at once`, await measure(() => call(runner, code), parallel))
    report('code with Luxon, 1 at once', await measure(() => call(runner, withLuxon), 1))
    report('plain function', await measure(async () => plain(view.inputs[0] ?? []), 1))
  } finally {
    await runner.close()
  }
}

function plain(input: readonly { json: Record<string, unknown> }[]) {
  return input
    .filter((item) => item.json['on'] === true)
    .map((item) => ({ json: { ...item.json, twice: Number(item.json['n']) * 2 } }))
}

async function measure(once: () => Promise<unknown>, parallel: number): Promise<number[]> {
  const durations: number[] = []
  const until = performance.now() + measureMs
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (performance.now() < until) {
        const started = performance.now()
        await once()
        durations.push(performance.now() - started)
      }
    }),
  )
  return durations
}

function report(title: string, durations: readonly number[]): void {
  const sorted = durations.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3)
  const perSecond = Math.round((durations.length / measureMs) * 1000)
  console.log(`${title.padEnd(30)} ${String(perSecond).padStart(9)}/s   p50 ${at(0.5)} ms   p99 ${at(0.99)} ms`)
}
