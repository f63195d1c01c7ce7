import type { Logger } from 'pino'
import type { Databases } from '#db'
import {
  type DurableHost,
  type Ended,
  type ExecutionHead,
  GroupCommit,
  headOfStart,
  type JournalEntry,
  type LiveExecution,
  type Started,
  type StartKey,
  type StartRequest,
} from '#engine/host'
import type { Followed, Followers } from '../across/follow.ts'
import { executionError } from '../errors.ts'
import { SteadyClient } from '../steady-client.ts'
import type { Worker } from '../worker.ts'
import type { Admission, Verdict } from './admission.ts'
import { writeAdmissions } from './admission.store.ts'
import { hasAncestorOf } from './ancestor.store.ts'
import type { QueueBell } from './queue-bell.ts'
import type { QueueHolds } from './queue-holds.ts'
import { findStart } from './start-key.store.ts'
import { mustQueue, type Terms, termsOf } from './terms.ts'

const batchMax = 500
/** Nobody is kept waiting longer for a start to be stored: then they are told that it is not. */
const storingMaxMs = 10_000

/** `repeated` when it had been started before under the same key. */
export type Accepted = { readonly started: Started; readonly repeated: boolean }

type Parts = {
  readonly db: Databases
  readonly log: Logger
  readonly host: () => DurableHost
  readonly worker: Worker
  readonly followers: Followers
  readonly holds: QueueHolds
  readonly bell: QueueBell
  readonly onQueued: (head: ExecutionHead) => void
  readonly cancel: (executionId: string) => Promise<unknown>
}

/**
 * The door through which every execution starts. Without limits and with room
 * it is walked at once and stored when it is over; everything else is stored in
 * the queue first, and taken from there by whichever process has room.
 */
export class Intake {
  private readonly client: SteadyClient
  private readonly group: GroupCommit<Admission, Verdict>
  private readonly parts: Parts
  private readonly answering = new Map<string, Started>()
  /** Starts that were given up because the database does not store them, and that it still may. */
  private overdue = 0

  constructor(parts: Parts) {
    this.parts = parts
    this.client = new SteadyClient(parts.db)
    this.group = new GroupCommit((batch: readonly Admission[]) => this.client.use((client) => writeAdmissions(client, batch)), {
      // One after another, so that the order of the events is the order of the queue.
      inFlightMax: 1,
      batchMax,
      isDataError: (error) => /^2[123]/.test((error as { code?: string }).code ?? '') || error instanceof RangeError,
      retryMs: (tries) => Math.min(2_000, 20 * 2 ** tries),
      onTrouble: (error, size) =>
        parts.log.warn({ err: error, starts: size }, 'A group of starts could not be queued; it is tried again.'),
    })
  }

  /** Starts an execution or queues it. Nobody may be told before `accepted` resolves; it rejects where a rate limit refuses. */
  start(request: StartRequest): Started {
    const terms = termsOf(request, this.parts.worker.nowMs())
    return this.startUnder(request, terms, request.startKey ?? terms.once)
  }

  /**
   * The same for a caller who is told what became of it: resolves when the start
   * is stored, or with the execution that was started under the same key before.
   */
  async accept(request: StartRequest): Promise<Accepted> {
    if (this.overdue > 0) throw executionError.not_stored()
    const terms = termsOf(request, this.parts.worker.nowMs())
    const startKey = request.startKey ?? terms.once
    const started = this.startUnder(request, terms, startKey)
    if (startKey === undefined) {
      if (!(await this.isStored(started))) throw executionError.not_accepted()
      return { started, repeated: false }
    }
    this.keepAnswering(started, request)
    if (await this.isStored(started)) return { started, repeated: false }
    return { started: await this.earlier(startKey, request), repeated: true }
  }

  /** The same as `accepted`, in time. */
  private async isStored(started: Started): Promise<boolean> {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      this.giveUp(started)
      reject(executionError.not_stored())
    }, storingMaxMs)
    try {
      return await Promise.race([started.accepted, late])
    } finally {
      clearTimeout(timer)
    }
  }

  /** The caller is told that it is not stored, so it is cancelled should it be stored after all. Until then nobody else is kept waiting. */
  private giveUp({ id, accepted }: Started): void {
    this.overdue += 1
    this.parts
      .host()
      .cancel(id)
      .catch(() => {})
    const over = accepted.finally(() => (this.overdue -= 1))
    over.then((taken) => taken && this.parts.cancel(id)).catch(() => {})
  }

  /** The execution that was started under a key before. */
  private async earlier(startKey: StartKey, request: StartRequest): Promise<Started> {
    const first = await findStart(this.parts.db.pool('execution'), startKey.key)
    if (first === undefined) throw executionError.not_accepted()
    if (startKey.hash !== undefined && first.hash !== null && startKey.hash !== first.hash)
      throw executionError.idempotency_mismatch({ executionId: first.id })
    const { followers } = this.parts
    const here = this.answering.get(first.id)
    if (here !== undefined) return here
    const { answer, ended } = followers.follow(first.id, request.answerable === true)
    return { id: first.id, accepted: Promise.resolve(true), answer, ended: this.endOf(first.id, ended) }
  }

  /** How an execution ended or came to rest, told at once where it has ended already. */
  private async endOf(id: string, rested: Promise<Ended>): Promise<Ended> {
    const looking = new AbortController()
    const over = this.parts.followers.end(id, looking.signal).then((end) => end ?? rested)
    try {
      return await Promise.race([rested, over])
    } finally {
      over.catch(() => {})
      looking.abort(new Error('The execution came to rest.'))
    }
  }

  /** As long as an execution goes on here, whoever repeats its request is answered together with the first caller. */
  private keepAnswering(started: Started, { answerable }: StartRequest): void {
    if (answerable !== true) return
    this.answering.set(started.id, started)
    const forget = () => void this.answering.delete(started.id)
    started.ended.then(forget, forget)
  }

  private startUnder(request: StartRequest, terms: Terms, startKey: StartKey | undefined): Started {
    const { worker, host } = this.parts
    if (!this.mustQueue(request, terms) && worker.maySkipQueue(request.workflow.workspaceId))
      return host().start(startKey === undefined ? request : { ...request, startKey })
    return this.queue(request, terms, startKey)
  }

  /** The start of a workflow that another one calls. It needs no slot of its own: its caller has one. */
  readonly queueCall = (request: StartRequest): Started | undefined => {
    const terms = termsOf(request, this.parts.worker.nowMs())
    return this.mustQueue(request, terms) ? this.queue(request, terms, undefined) : undefined
  }

  async close(): Promise<void> {
    await this.client.close()
  }

  private mustQueue({ workflow }: StartRequest, terms: Terms): boolean {
    return mustQueue(terms) || terms.problems.length > 0 || this.parts.holds.has(workflow.id)
  }

  private queue(request: StartRequest, terms: Terms, startKey: StartKey | undefined): Started {
    const { followers, worker, bell, onQueued } = this.parts
    const head = headOfStart(request)
    let followed: Followed | undefined
    const follow = () => (followed ??= followers.follow(head.id, request.answerable === true))
    if (request.answerable === true) follow()

    const answerTo = () => (followed === undefined ? null : followers.id)
    const accepted = this.admit({ head, terms, startKey, entries: entriesOf(request, terms, head.startedMs), answerTo }).then(
      (verdict) => {
        if (verdict.kind === 'refused')
          throw executionError.rate_limited({ retryAfterSeconds: Math.max(1, Math.ceil(verdict.retryMs / 1000)) })
        if (verdict.kind === 'repeated') return false
        if (terms.concurrency === undefined) worker.noteQueued(head.workspaceId)
        onQueued(head)
        if (worker.isFull) bell.ring()
        else worker.wake()
        return true
      },
    )
    const ended = async () => {
      const end = follow().ended
      return (await accepted) ? end : ({ status: 'lost', items: [], error: null } as const)
    }
    // Nobody may be waiting; that is no reason to end the process.
    accepted.catch(() => {})
    return {
      id: head.id,
      accepted,
      // Followed by those only who ask: it is stored with the start that somebody waits.
      get ended() {
        const end = ended()
        end.catch(() => {})
        return end
      },
      get answer() {
        return follow().answer
      },
    }
  }

  private async admit(admission: Admission): Promise<Verdict> {
    const { concurrency } = admission.terms
    const isOwn = concurrency !== undefined && (await this.isCalledByItself(admission))
    const terms = isOwn ? { ...admission.terms, concurrency: undefined } : admission.terms
    const [verdict] = await this.group.add([{ ...admission, terms }])
    if (verdict === undefined) throw executionError.not_accepted()
    return verdict
  }

  /** A workflow that calls itself waits for the call while it holds a place; under its own limit the call could never begin. */
  private async isCalledByItself({ head }: Admission): Promise<boolean> {
    const { host, db } = this.parts
    let id = head.parentId
    while (id !== null) {
      const live: LiveExecution | undefined = host().peek(id)?.live
      // What is not in this memory is stored.
      if (live === undefined) return hasAncestorOf(db.pool('execution'), id, head.workflowId)
      if (live.workflow.id === head.workflowId) return true
      id = live.parentId
    }
    return false
  }
}

/** What the journal of a queued execution begins with: what an earlier one had done, and what is wrong with its keys. */
function entriesOf({ kept }: StartRequest, terms: Terms, atMs: number): string | null {
  const entries: JournalEntry[] = [
    ...(kept?.entries ?? []),
    ...terms.problems.map((msg): JournalEntry => ({ k: 'log', t: atMs, n: null, l: 'warn', msg })),
  ]
  return entries.length === 0 ? null : JSON.stringify(entries)
}
