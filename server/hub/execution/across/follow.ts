import type { WebhookAnswer } from '@steward/sdk/node'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { Ended, ResumeRequest, Started } from '#engine/host'
import type { Claimed } from '../claim.store.ts'
import type { LoadVersion } from '../take-over.ts'
import { type OverRow, readEnds } from './read-ends.ts'
import { type FollowedRow, forgetAnswers, readAnswers, readFollowed, storeAnswer } from './follow.store.ts'
import { notifyAll } from './notify.store.ts'

/** The safety net for messages that were lost: one look at everything that is followed, in pages. */
const lookMs = 1_000
const idsPerLook = 1_000
const journalsPerRead = 100
/** An execution that nobody has stored by then never will be. */
const unstoredMs = 30_000
/** A caller does not hold a connection open for longer waits of an execution than this. */
const shortWaitMs = 65_000
const forgetMs = 60_000
/** What an answer may hold to be handed from one process to another. */
const answerMaxBytes = 16 * 1024 * 1024
/** An id and a comma take 37 bytes; NOTIFY takes fewer than 8000. */
const idsPerMessage = 200

export type Followed = Pick<Started, 'ended' | 'answer'>

type Following = {
  readonly ended: PromiseWithResolvers<Ended>
  readonly answer: PromiseWithResolvers<WebhookAnswer>
  readonly sinceMs: number
  /** Follows through every wait until the execution is over. */
  readonly untilOver: boolean
  readonly answerable: boolean
  answered: boolean
}

type Options = {
  readonly db: Databases
  readonly log: Logger
  readonly load: LoadVersion
}

/**
 * Waits for executions that another process walks, or this one later. The
 * process that walks one finds in its row who waits (`answer_to`), stores the
 * answer, and tells the waiting process by a message that holds ids only; what
 * the message says is then read. One look for all that is followed, every
 * second, covers lost messages.
 */
export class Followers {
  /** Names this process in `answer_to`. */
  readonly id: string = newId()
  private readonly options: Options
  private readonly followed = new Map<string, Set<Following>>()
  private readonly heard = new Set<string>()
  /** Ids to tell of, by the follower that is told. */
  private outgoing = new Map<string, Set<string>>()
  private looking: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined
  private forgetting: NodeJS.Timeout | undefined
  private stopHearing: (() => Promise<void>) | undefined
  private closed = false

  constructor(options: Options) {
    this.options = options
  }

  /** Resolves when messages of other processes are heard. */
  async start(): Promise<void> {
    const { db } = this.options
    const hear = (payload: string) => {
      if (payload === '') this.lookSoon()
      else for (const id of payload.split(',')) this.lookAt(id)
    }
    this.stopHearing = await db.listen('execution', channelOf(this.id), hear)
    const forget = () => void forgetAnswers(db.pool('execution')).catch((error: unknown) => this.warn(error))
    this.forgetting = setInterval(forget, forgetMs).unref()
  }

  /** How many executions are waited for. */
  get count(): number {
    return this.followed.size
  }

  /**
   * Promises for an execution that is, or will be, walked elsewhere: how it
   * ended or came to rest, and with `answerable` what a respond node answered.
   * For the answer to be handed over, the row must have been stored with this
   * process (`id`) as its `answerTo`.
   */
  follow(executionId: string, answerable: boolean): Followed {
    const { ended, answer } = this.add(executionId, { answerable, untilOver: false })
    return { ended: ended.promise, answer: answer.promise }
  }

  /** How an execution ended, through all its waits; undefined when there is none with this id. */
  async end(executionId: string, signal: AbortSignal): Promise<Ended | undefined> {
    const { pool } = this
    const [row] = await readFollowed(pool, [executionId])
    if (row === undefined) return undefined
    if (isOver(row)) return (await readEnds({ pool, load: this.options.load }, [row])).get(executionId)
    const following = this.add(executionId, { answerable: false, untilOver: true })
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const abort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    try {
      signal.throwIfAborted()
      return await Promise.race([following.ended.promise, aborted])
    } finally {
      signal.removeEventListener('abort', abort)
      this.remove(executionId, following)
    }
  }

  /** Walks an execution that this process has claimed; whoever waits for it at another process is given its answer and told of its rest. */
  serve(
    { answerTo, head }: Pick<Claimed, 'answerTo' | 'head'>,
    walk: (passing: Pick<ResumeRequest, 'passAnswer'>) => Started,
  ): Started {
    if (answerTo === null) return walk({})
    const started = walk({ passAnswer: (answer) => this.answer(answerTo, head.id, answer) })
    const tell = () => this.tell(answerTo, head.id)
    started.ended.then(tell, tell)
    return started
  }

  /** Stores the answer of an execution this process walks, for a follower, and tells it. */
  private async answer(answerTo: string, executionId: string, answer: WebhookAnswer): Promise<void> {
    if (answerTo === this.id) {
      this.resolveAnswer(executionId, answer)
      return
    }
    await storeAnswer(this.pool, executionId, answerText(answer))
    this.tell(answerTo, executionId)
  }

  /** An execution this process walks came to rest; a follower is told. */
  private tell(answerTo: string, executionId: string): void {
    if (answerTo === this.id) {
      this.lookAt(executionId)
      return
    }
    if (this.outgoing.size === 0) setImmediate(() => void this.send())
    const ids = this.outgoing.get(answerTo) ?? new Set()
    this.outgoing.set(answerTo, ids.add(executionId))
  }

  /** Waits until nothing is waited for any more, or the time is up. */
  async idle(timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs
    while (this.followed.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  /** Whoever still waits is told that the execution goes on without them. */
  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.timer)
    clearInterval(this.forgetting)
    await this.stopHearing?.()
    await this.looking
    await this.send()
    for (const followings of this.followed.values()) for (const following of followings) following.ended.resolve(gone)
    this.followed.clear()
  }

  private get pool() {
    return this.options.db.pool('execution')
  }

  private add(executionId: string, wish: Pick<Following, 'answerable' | 'untilOver'>): Following {
    const ended = Promise.withResolvers<Ended>()
    // Nobody may be waiting; that is no reason to end the process.
    ended.promise.catch(() => {})
    const following: Following = {
      ...wish,
      ended,
      answer: Promise.withResolvers(),
      sinceMs: performance.now(),
      answered: false,
    }
    if (this.closed) {
      ended.resolve(gone)
      return following
    }
    const followings = this.followed.get(executionId) ?? new Set()
    this.followed.set(executionId, followings.add(following))
    this.timer ??= setInterval(() => this.lookSoon(), lookMs).unref()
    return following
  }

  private remove(executionId: string, following: Following): void {
    const followings = this.followed.get(executionId)
    followings?.delete(following)
    if (followings?.size === 0) this.followed.delete(executionId)
    if (this.followed.size > 0) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  private lookAt(executionId: string): void {
    if (!this.followed.has(executionId)) return
    this.heard.add(executionId)
    if (this.heard.size === 1) setImmediate(() => this.lookNow())
  }

  /** Looks at everything, unless the look before is still under way. */
  private lookSoon(): void {
    for (const id of this.followed.keys()) this.heard.add(id)
    this.lookNow()
  }

  private lookNow(): void {
    this.looking ??= this.look()
      .catch((error: unknown) => this.warn(error))
      .finally(() => {
        this.looking = undefined
        // What was heard during the look came too late for it.
        if (this.heard.size > 0 && !this.closed) this.lookNow()
      })
  }

  private async look(): Promise<void> {
    const ids = [...this.heard]
    this.heard.clear()
    for (let at = 0; at < ids.length && !this.closed; at += idsPerLook) await this.lookAtPage(ids.slice(at, at + idsPerLook))
  }

  private async lookAtPage(ids: readonly string[]): Promise<void> {
    const rows = await readFollowed(this.pool, ids)
    const stored = new Set(rows.map((row) => row.id))
    await this.handOver(rows.filter((row) => row.answered))
    const over = rows.filter(isOver)
    for (const page of pages(over, journalsPerRead)) await this.endAll(page)
    for (const { id } of rows.filter(isAtRest)) this.finish(id, { status: 'waiting', items: [], error: null }, passing)
    const oldest = performance.now() - unstoredMs
    for (const id of ids) if (!stored.has(id)) this.finish(id, gone, ({ sinceMs }) => sinceMs < oldest)
  }

  private async handOver(rows: readonly FollowedRow[]): Promise<void> {
    const wanted = rows.filter(({ id }) => this.of(id).some((following) => following.answerable && !following.answered))
    if (wanted.length === 0) return
    const answers = await readAnswers(
      this.pool,
      wanted.map((row) => row.id),
    )
    for (const [id, answer] of answers) this.resolveAnswer(id, answer)
  }

  private async endAll(rows: readonly OverRow[]): Promise<void> {
    // Whoever has had the answer does not ask for the items.
    const needed = rows.filter(({ id }) => this.of(id).some((following) => !following.answered))
    const { pool } = this
    const ends = await readEnds({ pool, load: this.options.load }, needed)
    for (const { id, status, error } of rows) this.finish(id, ends.get(id) ?? { status, items: [], error })
  }

  private resolveAnswer(executionId: string, answer: WebhookAnswer): void {
    for (const following of this.of(executionId)) {
      following.answered = true
      following.answer.resolve(answer)
    }
  }

  private of(executionId: string): Following[] {
    return [...(this.followed.get(executionId) ?? [])]
  }

  private finish(executionId: string, ended: Ended, concerned: (following: Following) => boolean = () => true): void {
    for (const following of this.of(executionId).filter(concerned)) {
      following.ended.resolve(ended)
      this.remove(executionId, following)
    }
  }

  private async send(): Promise<void> {
    const { outgoing } = this
    if (outgoing.size === 0) return
    this.outgoing = new Map()
    const messages = [...outgoing].flatMap(([follower, ids]) =>
      pages([...ids], idsPerMessage).map((page) => ({ channel: channelOf(follower), payload: page.join(',') })),
    )
    // What is not said is found by the follower's next look.
    await notifyAll(this.pool, messages).catch((error: unknown) => this.warn(error))
  }

  private warn(error: unknown): void {
    this.options.log.warn({ err: error }, 'Executions that other processes walk could not be followed; it is tried again.')
  }
}

const gone: Ended = { status: 'lost', items: [], error: null }
const channelOf = (follower: string) => `follower_${follower}`
const passing = ({ untilOver }: Following) => !untilOver

function isOver(row: FollowedRow): row is FollowedRow & OverRow {
  return row.status === 'completed' || row.status === 'failed' || row.status === 'cancelled'
}

/** Waiting for a person, a call or a long time; a short timer is waited for. */
function isAtRest({ status, wait_ms }: FollowedRow): boolean {
  return status === 'paused' || (status === 'waiting' && (wait_ms === null || wait_ms > shortWaitMs))
}

function answerText(answer: WebhookAnswer): string {
  const text = JSON.stringify(answer)
  if (Buffer.byteLength(text) <= answerMaxBytes) return text
  const message = 'The answer is larger than the 16 MiB that can be handed from one process to another.'
  return JSON.stringify({ status: 500, headers: {}, body: { message } } satisfies WebhookAnswer)
}

function pages<T>(all: readonly T[], count: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / count) }, (_, page) => all.slice(page * count, (page + 1) * count))
}
