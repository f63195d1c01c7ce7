import { createScope, evaluate, type ExpressionScope } from '../server/engine/expression/index.ts'
import { viewOf } from '../server/engine/expression/view.fixture.ts'

type Body = { body: { name: string; city: string; tags: { id: number; on: boolean }[] } }

const json: Body = {
  body: { name: 'Ada', city: 'London', tags: Array.from({ length: 10 }, (_, id) => ({ id, on: id % 2 === 0 })) },
}

const cases: readonly { title: string; expression: string; baseline: (json: Body) => unknown }[] = [
  { title: 'plain path', expression: '={{ $json.body.name }}', baseline: ($json) => $json.body.name },
  {
    title: 'template string',
    expression: '=Hello {{ $json.body.name }} from {{ $json.body.city }}',
    baseline: ($json) => `Hello ${$json.body.name} from ${$json.body.city}`,
  },
  {
    title: 'filter and map of 10',
    expression: '={{ $json.body.tags.filter(t => t.on).map(t => t.id * 2).join(",") }}',
    baseline: ($json) =>
      $json.body.tags
        .filter((tag) => tag.on)
        .map((tag) => tag.id * 2)
        .join(','),
  },
]

/** Evaluations per second of the interpreter, beside the same thing written in JavaScript. */
export async function run(): Promise<void> {
  const source = createScope(viewOf([json]))
  for (const { title, expression, baseline } of cases) {
    const ours = perSecond(() => evaluate(expression, source.at(0) as ExpressionScope))
    const raw = perSecond(() => baseline(json))
    console.log(`${title.padEnd(22)} ${format(ours)}/s   JavaScript ${format(raw)}/s   ratio ${(ours / raw).toFixed(3)}`)
  }
}

const WARM_UP_MS = 200
const MEASURE_MS = 1000

function perSecond(work: () => unknown): number {
  turnsWithin(WARM_UP_MS, work)
  return (turnsWithin(MEASURE_MS, work) * 1000) / MEASURE_MS
}

let sink: unknown

function turnsWithin(durationMs: number, work: () => unknown): number {
  const end = performance.now() + durationMs
  let turns = 0
  while (performance.now() < end) {
    for (let index = 0; index < 1000; index++) sink = work()
    turns += 1000
  }
  return sink === end ? 0 : turns
}

const format = (count: number) => Math.round(count).toLocaleString('en-US').padStart(12)

if (import.meta.main) await run()
