import { applyOps, type DocumentOp } from '@steward/contract/change'
import type { StoredChange } from '@steward/contract/api/draft'
import type { WorkflowDocument } from '@steward/contract/workflow'

export type Change = { readonly id: string; readonly ops: readonly DocumentOp[] }
export type News = {
  readonly revision: number
  readonly changes: readonly StoredChange[] | null
  readonly refused: readonly { readonly id: string; readonly reason: string }[]
}
export type Stored = { readonly document: WorkflowDocument; readonly revision: number }

/** Somebody else set what is being set here. What is set here comes later and stands, until the person takes theirs. */
export type Clash = { readonly by: string | null; readonly op: DocumentOp; readonly mine: DocumentOp }

export type SyncState =
  | { readonly kind: 'saved' | 'unsaved' | 'saving' }
  /** The server cannot be reached or does not know the person any more; what was done is kept here and sent later. */
  | { readonly kind: 'offline'; readonly reason: string }

/** Where changes go. `send` and `read` throw where no answer came or none of use. */
export type Peer = {
  readonly client: string
  send(since: number, changes: readonly Change[]): Promise<News>
  read(since: number): Promise<News>
  /** The document as it is, where so many changes were missed that they are not kept any more. */
  load(): Promise<Stored>
}

type Listener = {
  /** The document or the state of saving is another one. */
  readonly onChange: () => void
  readonly onClash: (clash: Clash) => void
  readonly onRefused: (change: Change, reason: string) => void
  /** What the server has not taken yet; to be kept on the device. */
  readonly onUnsent: (stored: Stored, changes: readonly Change[]) => void
}

/** A pause in which what is done next goes along. */
const restMs = 400
const againMs = [1_000, 2_000, 4_000, 8_000] as const
/** As many changes as the server takes at once. */
const batchMax = 400

/**
 * One page's share in a document that several edit. What is known of the server stands below, what was done here and is
 * not there yet lies on top. The server puts the changes of all in one order, and every page arrives at the same document.
 */
export class Sync {
  private stored: Stored
  private sending: readonly Change[] = []
  private waiting: Change[] = []
  private shown: WorkflowDocument
  private timer: ReturnType<typeof setTimeout> | undefined
  private round: Promise<void> | undefined
  private failures = 0
  private problem = ''
  private readonly peer: Peer
  private readonly listener: Listener

  constructor(stored: Stored, peer: Peer, listener: Listener) {
    this.stored = stored
    this.shown = stored.document
    this.peer = peer
    this.listener = listener
  }

  get document(): WorkflowDocument {
    return this.shown
  }

  get revision(): number {
    return this.stored.revision
  }

  get state(): SyncState {
    if (this.failures > 0) return { kind: 'offline', reason: this.problem }
    if (this.sending.length > 0) return { kind: 'saving' }
    return { kind: this.waiting.length > 0 ? 'unsaved' : 'saved' }
  }

  add(change: Change): void {
    this.waiting.push(change)
    this.shown = applyOps(this.shown, change.ops)
    this.tellUnsent()
    this.listener.onChange()
    if (this.failures === 0) this.plan(restMs)
  }

  /** Others have changed it, up to a revision. */
  hear(revision: number): void {
    if (revision > this.stored.revision) this.plan(0)
  }

  /** The server may be there again. */
  retry(): void {
    if (this.failures > 0) this.plan(0)
  }

  /** Resolves when everything that was done until now is stored; throws where it cannot be. */
  async flush(): Promise<void> {
    while (this.sending.length + this.waiting.length > 0) {
      clearTimeout(this.timer)
      await this.go()
      if (this.failures > 0) throw new Error(this.problem)
    }
  }

  private plan(delayMs: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.go(), delayMs)
  }

  /** One round at a time; who comes meanwhile waits for it and for the next. */
  private async go(): Promise<void> {
    if (this.round !== undefined) {
      await this.round
      return
    }
    this.round = this.exchange()
    await this.round
    this.round = undefined
    if (this.failures > 0) this.plan(againMs[Math.min(this.failures, againMs.length) - 1] ?? 8_000)
    else if (this.waiting.length > 0) this.plan(restMs)
  }

  private async exchange(): Promise<void> {
    // What was on its way when the answer was lost goes again, under the same ids.
    if (this.sending.length === 0) this.sending = this.waiting.splice(0, batchMax)
    if (this.sending.length > 0 && this.failures === 0) this.listener.onChange()
    try {
      const { revision } = this.stored
      const news = this.sending.length === 0 ? await this.peer.read(revision) : await this.peer.send(revision, this.sending)
      const loaded = news.changes === null ? await this.peer.load() : undefined
      this.take(news, loaded)
      this.failures = 0
    } catch (error) {
      this.failures += 1
      this.problem = error instanceof Error ? error.message : String(error)
    }
    this.listener.onChange()
  }

  private take(news: News, loaded: Stored | undefined): void {
    const sent = this.sending
    const mine = [...sent, ...this.waiting]
    this.sending = []
    const others = (news.changes ?? []).filter(({ client }) => client !== this.peer.client)
    this.stored = loaded ?? {
      document: (news.changes ?? []).reduce((document, { ops }) => applyOps(document, ops), this.stored.document),
      revision: news.revision,
    }
    this.shown = this.waiting.reduce((document, { ops }) => applyOps(document, ops), this.stored.document)
    this.tellUnsent()
    for (const { id, reason } of news.refused) {
      const change = sent.find((one) => one.id === id)
      if (change !== undefined) this.listener.onRefused(change, reason)
    }
    for (const other of others) for (const clash of clashesOf(other, mine)) this.listener.onClash(clash)
  }

  private tellUnsent(): void {
    this.listener.onUnsent(this.stored, [...this.sending, ...this.waiting])
  }
}

/** A property that both set, or one that lies within what the other sets. Where somebody moved a node to is no matter. */
function clashesOf({ by, ops }: StoredChange, mine: readonly Change[]): Clash[] {
  const own = mine.flatMap((change) => change.ops)
  return ops.flatMap((op): Clash[] => {
    if (op.path.at(-1) === 'position') return []
    const met = own.findLast(({ path }) => covers(path, op.path) || covers(op.path, path))
    return met === undefined || JSON.stringify(met.value) === JSON.stringify(op.value) ? [] : [{ by, op, mine: met }]
  })
}

const covers = (outer: readonly string[], inner: readonly string[]) => outer.every((name, index) => inner[index] === name)
