import { EffectBook } from './effect-book.ts'
import { OpenQuestions } from './open-questions.ts'
import type { Trigger, JournalEntry } from './journal.ts'
import type { GroupCommit } from './group-commit.ts'

/** What never changes about an execution. */
export type ExecutionHead = {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly workflowName: string
  readonly workflowVersion: number
  readonly mode: string
  readonly startedMs: number
  readonly trigger: Trigger
  readonly createdBy: string | null
  readonly retryOf: string | null
  readonly parentId: string | null
}

export type ExecutionStatus = 'queued' | 'running' | 'waiting' | 'paused' | 'completed' | 'failed' | 'cancelled'

/** Where an execution stands after a commit. */
export type Standing = {
  readonly status: ExecutionStatus
  readonly endedMs: number | null
  readonly error: string | null
  readonly errorNode: string | null
  readonly waitUntilMs: number | null
  readonly waitKind: 'timer' | 'webhook' | 'decision' | 'retry' | 'approval' | null
  /** The approvals it waits for, whatever else it waits for besides. */
  readonly approvalIds?: readonly string[]
  readonly inDoubt: number
}

export const running: Standing = {
  status: 'running',
  endedMs: null,
  error: null,
  errorNode: null,
  waitUntilMs: null,
  waitKind: null,
  inDoubt: 0,
}

/** Makes a start happen once. */
export type StartKey = {
  readonly key: string
  /** The key may be used again so much later; without it never. */
  readonly windowMs?: number
  /** Tells a repeated request from another one under the same key. */
  readonly hash?: string
}

/** One write of one execution: the row as it is now, and what its journal gains. */
export type Change = {
  readonly head: ExecutionHead
  /** Inserts the row; otherwise updates it, and only while holder and fence are the ones stored. */
  readonly insert: boolean
  /** Who walks it from now on; null for nobody. */
  readonly workerId: string | null
  /** Who has walked it so far and stores this, where nobody walks it from now on. */
  readonly holder?: string
  readonly fence: number
  readonly standing: Standing
  /** The row says where it stands already: it only gains entries. */
  readonly stays?: true
  readonly seq: number
  /** JSON array of journal entries, or null when there is nothing new. */
  readonly entries: string | null
  /** JSON of `FactsOfChange`: what became of its effects; told if and only if the change is taken. */
  readonly facts?: string
  /** A start with a key that has been used before is not taken. */
  readonly startKey: StartKey | null
  /** The process that is to be told of the answer and the end; without it the one that is stored stays. */
  readonly answerTo?: string
  /** Taken only together with the change of this execution: what follows from an end that was not taken must not happen. */
  readonly follows?: string
  /** How a follower stands in the queue. */
  readonly place?: { readonly priority: number; readonly limit?: { readonly key: string; readonly max: number } }
}

type Options = {
  readonly group: GroupCommit<Change>
  readonly head: ExecutionHead
  readonly workerId: string
  readonly fence: number
  /** Next free place in the journal; undefined for an execution that is not stored yet. */
  readonly nextSeq: number | undefined
  readonly startKey?: StartKey | null
  /** Its journal so far, where it has one. */
  readonly entries?: readonly JournalEntry[]
}

export type CommitMore = {
  /** Lets go of the lease, so that another worker may go on at once. */
  readonly release?: boolean
  /** The process that is to be told how it goes on. */
  readonly answerTo?: string
  /** Changes of other executions that must be stored with this one or not at all. */
  readonly together?: readonly Change[]
}

/**
 * What an execution has to tell the database. Entries gather in memory and go
 * out with the next commit; commits of one execution follow each other, those
 * of different ones share transactions.
 */
export class ExecutionLog {
  readonly head: ExecutionHead
  readonly fence: number
  readonly effects: EffectBook
  readonly questions: OpenQuestions
  private readonly group: GroupCommit<Change>
  private readonly workerId: string
  private readonly startKey: StartKey | null
  private entries: string[] = []
  private seq: number
  private inserted: boolean
  /** Where this log has brought the row. */
  private stored: Standing | undefined
  private first: Promise<boolean> | undefined
  private tail: Promise<unknown> | undefined
  private soon: NodeJS.Immediate | undefined

  constructor(options: Options) {
    this.group = options.group
    this.head = options.head
    this.workerId = options.workerId
    this.fence = options.fence
    this.startKey = options.startKey ?? null
    this.inserted = options.nextSeq !== undefined
    this.seq = options.nextSeq ?? 0
    this.effects = new EffectBook(options.head.id, options.entries)
    this.questions = new OpenQuestions(options.entries)
  }

  /** True once a commit that stores the execution is on its way. */
  get isStored(): boolean {
    return this.inserted
  }

  /** What becomes of the commit that stores the execution; undefined before one is on its way, and where it was stored before. */
  get storing(): Promise<boolean> | undefined {
    return this.first
  }

  append(entry: JournalEntry): void {
    if (!this.questions.note(entry)) return
    if (entry.k === 'done' && this.effects.awaits(entry)) {
      // The outputs of an effect are made a text once, for the journal and for the hash of its receipt.
      const { o, ...rest } = entry
      const outputs = JSON.stringify(o)
      this.entries.push(`${JSON.stringify(rest).slice(0, -1)},"o":${outputs}}`)
      this.effects.note(entry, outputs)
      return
    }
    this.entries.push(JSON.stringify(entry))
    this.effects.note(entry)
  }

  /** Takes over entries that are already text, such as those kept from an earlier execution. */
  appendText(entries: readonly string[]): void {
    this.entries.push(...entries)
  }

  /** Commits what has gathered, by the end of this turn of the loop unless something else commits before. */
  commitSoon(standing: Standing, onLost: () => void): void {
    this.soon ??= setImmediate(() => {
      this.soon = undefined
      void this.commit(standing).then((taken) => taken || onLost(), onLost)
    })
  }

  /** Resolves when it is stored: false when the lease was lost (or the start key was used) and nothing was written. */
  commit(standing: Standing, more: CommitMore = {}): Promise<boolean> {
    clearImmediate(this.soon)
    this.soon = undefined
    const before = this.tail
    const isFirst = before === undefined && !this.inserted
    const work = before === undefined ? this.write(standing, more) : before.then(() => this.write(standing, more))
    this.tail = work.catch(() => {})
    if (isFirst) this.first = work
    return work
  }

  private async write(standing: Standing, more: CommitMore): Promise<boolean> {
    const entries = this.entries.length === 0 ? null : `[${this.entries.join(',')}]`
    this.entries = []
    const insert = !this.inserted
    this.inserted = true
    const seq = entries === null ? this.seq : this.seq++
    const { head, fence, startKey } = this
    if (isOver(standing)) this.effects.close(standing.endedMs ?? Date.now())
    const told = this.effects.take(head, factPlace(seq, entries !== null))
    const workerId = more.release === true ? null : this.workerId
    const holding = workerId === null ? { holder: this.workerId } : {}
    const answering = more.answerTo === undefined ? {} : { answerTo: more.answerTo }
    const staying =
      isSettledIn(this.stored, standing) && workerId !== null && more.answerTo === undefined ? { stays: true as const } : {}
    const row = { head, insert, workerId, fence, standing, seq, entries, startKey }
    const change: Change = { ...row, ...holding, ...staying, ...answering, ...told }
    const [taken] = await this.group.add(more.together === undefined ? [change] : [change, ...more.together])
    this.stored = taken === true ? standing : undefined
    return taken === true
  }
}

/** While an execution goes on, most of its commits change nothing about where it stands. */
const isSettledIn = (stored: Standing | undefined, next: Standing) =>
  stored?.status === 'running' && next.status === 'running' && stored.inDoubt === next.inDoubt

const isOver = ({ status }: Standing) => status === 'completed' || status === 'failed' || status === 'cancelled'

/** Where in the journal a fact stands. One that comes without an entry stands just before the entry that follows. */
export const factPlace = (seq: number, withEntries: boolean): number => seq * 2 + (withEntries ? 1 : 0)
