import type { Shape } from './shapes.ts'

/** An event that somebody sent. `acknowledged` means that they were told it is accepted. */
export type Sent = {
  readonly key: string
  readonly shape: string
  acknowledged: boolean
  /** Who answered what, for whoever has to find out what went wrong. */
  answer?: string
}

type Options = {
  readonly shapes: readonly Shape[]
  readonly urls: () => readonly string[]
  /** How many must be acknowledged. */
  readonly wanted: number
  readonly perSecond: number
  readonly random: () => number
}

const inFlightMax = 200
const patienceMs = 15_000

/** Sends each event once, at a steady pace, until enough of them were acknowledged; keeps count as a caller would. */
export async function send(options: Options): Promise<Sent[]> {
  const { shapes, wanted, perSecond, random } = options
  const sent: Sent[] = []
  const open = new Set<Promise<unknown>>()
  const began = performance.now()
  const count = () => sent.filter((one) => one.acknowledged).length
  while (count() < wanted) {
    const due = Math.ceil(((performance.now() - began) / 1000) * perSecond) - sent.length
    for (let i = 0; i < Math.min(due, inFlightMax - open.size); i++) {
      const shape = shapes[Math.floor(random() * shapes.length)] as Shape
      const urls = options.urls()
      const one: Sent = { key: `${shape.name}-${sent.length}`, shape: shape.name, acknowledged: false }
      sent.push(one)
      const posting = post(`${urls[sent.length % urls.length]}/webhook/${shape.name}`, one)
      open.add(posting)
      void posting.then(() => open.delete(posting))
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await Promise.all(open)
  return sent
}

async function post(url: string, one: Sent): Promise<void> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: one.key }),
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await answer.text()
    one.answer = `${answer.status} ${answer.headers.get('x-execution-id')} at ${new Date().toISOString()} by ${url}: ${text}`
    one.acknowledged = answer.ok
  } catch {
    // Nobody was told anything: it may have arrived or not.
  }
}
