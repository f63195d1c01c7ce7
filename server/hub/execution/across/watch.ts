import type { LiveEvent } from '@steward/contract/api/live-event'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { FeedFilter, LiveFeed } from '../feed.ts'
import { messagePages } from './message-pages.ts'
import { type Message, notifyAll } from './notify.store.ts'

/** What is watched is said again so often; what was not said again for longer is not watched any more. */
const sayAgainMs = 10_000
const forgetMs = 35_000
/** Events go to a process together, so often. */
const sendMs = 100
/** Events that wait to be sent to one process. More of them are left out: what counts is stored. */
const pendingMax = 500
/** Distinct things watched at one process that others are told of. */
const watchesMax = 1_000
const channel = 'watches'
const errorMaxChars = 500

/** A filter as it is sent: workspace, workflow, execution. */
type Watch = readonly [string, string | null, string | null]
/** `ask`: say what you watch. `watch`: watched from now on, or still. `leave`: not watched any more. */
type Say = { readonly from: string; readonly ask?: true; readonly watch?: readonly Watch[]; readonly leave?: readonly Watch[] }
/** An event as it is sent, with its workspace. */
type Sent = readonly [string, LiveEvent]

type Options = { readonly db: Databases; readonly log: Logger; readonly feed: LiveFeed }

/**
 * Lets people who watch at one process see what others do. A process says what
 * is watched there, the others send it events that concern that and nothing
 * else; so nothing is sent while nobody watches.
 */
export class WatchAcross {
  private readonly id = newId()
  private readonly options: Options
  /** What is watched here, with how many watch it. */
  private readonly watched = new Map<string, { readonly filter: FeedFilter; count: number }>()
  private readonly processes = new Map<string, WatchingProcess>()
  private saying: NodeJS.Timeout | undefined
  private sending: NodeJS.Timeout | undefined
  private stops: (() => Promise<void>)[] = []

  constructor(options: Options) {
    this.options = options
    options.feed.onWatch = (filter, watches) => this.note(filter, watches)
  }

  /** Resolves when other processes are heard. */
  async start(): Promise<void> {
    const { db } = this.options
    this.stops = [
      await db.listen('execution', channel, (payload) => this.hear(payload)),
      await db.listen('execution', eventsOf(this.id), (payload) => this.receive(payload)),
    ]
    this.saying = setInterval(() => {
      this.say({ watch: this.watches() })
      this.forget()
    }, sayAgainMs).unref()
    this.say({ ask: true, watch: this.watches() })
  }

  async stop(): Promise<void> {
    clearInterval(this.saying)
    clearTimeout(this.sending)
    this.options.feed.onWatch = () => {}
    for (const stop of this.stops) await stop()
    for (const process of this.processes.values()) process.stop()
    this.processes.clear()
  }

  private note(filter: FeedFilter, watches: boolean): void {
    const key = keyOf(filter)
    const known = this.watched.get(key)
    if (watches) {
      this.watched.set(key, { filter, count: (known?.count ?? 0) + 1 })
      if (known === undefined) this.say({ watch: [toWatch(filter)] })
    } else if (known !== undefined && known.count > 1) known.count -= 1
    else if (this.watched.delete(key)) this.say({ leave: [toWatch(filter)] })
  }

  private watches(): Watch[] {
    return [...this.watched.values()].slice(0, watchesMax).map(({ filter }) => toWatch(filter))
  }

  private say({ ask, watch = [], leave = [] }: Omit<Say, 'from'>): void {
    const from = this.id
    const messages: Say[] = [
      ...(ask === true ? [{ from, ask }] : []),
      ...pages(watch).map((page) => ({ from, watch: page })),
      ...pages(leave).map((page) => ({ from, leave: page })),
    ]
    this.notify(messages.map((message) => ({ channel, payload: JSON.stringify(message) })))
  }

  private hear(payload: string): void {
    // The connection was lost for a while: what others have said meanwhile is asked for.
    if (payload === '') return this.say({ ask: true, watch: this.watches() })
    const said = JSON.parse(payload) as Say
    if (said.from === this.id) return
    if (said.ask === true && this.watched.size > 0) this.say({ watch: this.watches() })
    const process = this.processes.get(said.from) ?? this.meet(said)
    process?.watch(said.watch ?? [])
    process?.leave(said.leave ?? [])
    this.forget()
  }

  /** Another process at which somebody watches. */
  private meet({ from, watch = [] }: Say): WatchingProcess | undefined {
    if (watch.length === 0) return undefined
    const process = new WatchingProcess(this.options.feed, () => this.sendSoon())
    this.processes.set(from, process)
    return process
  }

  private forget(): void {
    for (const [id, process] of this.processes) {
      if (process.isWatching()) continue
      process.stop()
      this.processes.delete(id)
    }
  }

  private sendSoon(): void {
    this.sending ??= setTimeout(() => {
      this.sending = undefined
      this.notify(
        [...this.processes].flatMap(([id, process]) => process.take().map((payload) => ({ channel: eventsOf(id), payload }))),
      )
    }, sendMs).unref()
  }

  private receive(payload: string): void {
    if (payload === '') return
    for (const [workspaceId, event] of JSON.parse(payload) as Sent[]) this.options.feed.receive(workspaceId, event)
  }

  private notify(messages: readonly Message[]): void {
    if (messages.length === 0) return
    const { db, log } = this.options
    notifyAll(db.pool('execution'), messages).catch((error: unknown) =>
      log.warn({ err: error }, 'People who watch at other processes were not told what happens here.'),
    )
  }
}

/** Another process, what is watched there, and the events it is still to be sent. */
class WatchingProcess {
  private readonly filters = new Map<string, { readonly filter: FeedFilter; readonly untilMs: number }>()
  private pending = new Map<string, string>()
  private count = 0
  private readonly sendSoon: () => void
  readonly stop: () => void

  constructor(feed: LiveFeed, sendSoon: () => void) {
    this.sendSoon = sendSoon
    this.stop = feed.relay(
      () => this.filters.values().map(({ filter }) => filter),
      (event, workspaceId) => this.add([workspaceId, event]),
    )
  }

  watch(watches: readonly Watch[]): void {
    const untilMs = performance.now() + forgetMs
    for (const watch of watches) {
      const filter = toFilter(watch)
      if (this.filters.size < watchesMax) this.filters.set(keyOf(filter), { filter, untilMs })
    }
  }

  leave(watches: readonly Watch[]): void {
    for (const watch of watches) this.filters.delete(keyOf(toFilter(watch)))
  }

  isWatching(): boolean {
    const now = performance.now()
    for (const [key, { untilMs }] of this.filters) if (untilMs < now) this.filters.delete(key)
    return this.filters.size > 0
  }

  /** Messages that hold what has gathered. */
  take(): string[] {
    const texts = [...this.pending.values()]
    this.pending = new Map()
    return messagePages(texts)
  }

  private add([workspaceId, event]: Sent): void {
    // Of an execution only the newest standing counts, and where there is too much it counts more than what its nodes did.
    const isStanding = event.type === 'execution.changed' || event.type === 'workflow.edited'
    const key = keyOfStanding(event) ?? String(this.count++)
    this.pending.delete(key)
    if (this.pending.size >= pendingMax) {
      const oldest = this.pending.keys().next().value
      if (!isStanding || oldest === undefined) return
      this.pending.delete(oldest)
    }
    this.pending.set(key, JSON.stringify([workspaceId, shortened(event)] satisfies Sent))
    this.sendSoon()
  }
}

/** Of an execution, and of a draft, only the newest is worth telling. */
function keyOfStanding(event: LiveEvent): string | undefined {
  if (event.type === 'execution.changed') return event.execution.id
  return event.type === 'workflow.edited' ? event.workflowId : undefined
}

/** Long texts are left to whoever opens the execution. */
function shortened(event: LiveEvent): LiveEvent {
  if (event.type === 'node.finished') return { ...event, error: event.error?.slice(0, errorMaxChars) ?? null }
  if (event.type !== 'execution.changed' || event.execution.error === null) return event
  const { message, node } = event.execution.error
  return { ...event, execution: { ...event.execution, error: { message: message.slice(0, errorMaxChars), node } } }
}

const eventsOf = (id: string) => `events_${id}`
const toWatch = ({ workspaceId, workflowId, executionId }: FeedFilter): Watch => [
  workspaceId,
  workflowId ?? null,
  executionId ?? null,
]
const toFilter = ([workspaceId, workflowId, executionId]: Watch): FeedFilter => ({
  workspaceId,
  workflowId: workflowId ?? undefined,
  executionId: executionId ?? undefined,
})
const keyOf = (filter: FeedFilter) => toWatch(filter).join(' ')

/** Forty watches of three ids each fit into one message. */
function pages(watches: readonly Watch[]): Watch[][] {
  return Array.from({ length: Math.ceil(watches.length / 40) }, (_, page) => watches.slice(page * 40, (page + 1) * 40))
}
