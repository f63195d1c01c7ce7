import type { Presence } from '@steward/contract/api/draft'
import { applyOps, type DocumentOp, opsBetween } from '@steward/contract/change'
import type { WorkflowDocument } from '@steward/contract/workflow'
import type { Command } from '../command/command.ts'
import { takeTheirs } from '../command/take-theirs.ts'
import { History, type Step } from './history.ts'
import type { LocalDraft } from './local-drafts.ts'
import { type Change, type Clash, type Peer, type Stored, Sync, type SyncState } from './sync.ts'

export type Refusal = { readonly change: Change; readonly reason: string }

export type EditorState = {
  readonly document: WorkflowDocument
  readonly saving: SyncState
  /** What undo would take back and redo would do again. */
  readonly done: Step | undefined
  readonly undone: Step | undefined
  /** Ids of nodes, notes and groups and keys of edges. */
  readonly selection: ReadonlySet<string>
  /** Others who have the workflow open. */
  readonly people: readonly Presence[]
  /** Properties that somebody else set while they were being set here. */
  readonly clashes: readonly Clash[]
  /** What the server did not take; the document is without it. */
  readonly refusals: readonly Refusal[]
  /** What a page that is gone had not sent, and somebody has changed the workflow since. */
  readonly left: readonly LocalDraft[]
}

type Input = {
  readonly stored: Stored
  readonly peer: Peer
  /** Absent: nothing may be changed. */
  readonly mayWrite: boolean
  readonly onUnsent: (stored: Stored, changes: readonly Change[]) => void
}

const nobody: readonly Presence[] = []

/**
 * An open workflow: what is drawn, what is selected, what was done and can be undone, and how much of it is stored. Every
 * change goes through `do`. What a page that was left has not sent yet is sent all the same, for as long as the tab lives.
 */
export class Editor {
  readonly mayWrite: boolean
  private readonly sync: Sync
  private readonly history = new History()
  private readonly listeners = new Set<() => void>()
  private current: EditorState

  constructor({ stored, peer, mayWrite, onUnsent }: Input) {
    this.mayWrite = mayWrite
    this.sync = new Sync(stored, peer, {
      onChange: () => this.refresh(),
      onClash: (clash) => this.set({ clashes: [...this.current.clashes.filter((one) => !isOver(one, clash)), clash] }),
      onRefused: (change, reason) => this.set({ refusals: [...this.current.refusals, { change, reason }] }),
      onUnsent,
    })
    this.current = {
      document: stored.document,
      saving: this.sync.state,
      done: undefined,
      undone: undefined,
      selection: new Set(),
      people: nobody,
      clashes: [],
      refusals: [],
      left: [],
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  readonly state = (): EditorState => this.current

  /** False where it changes nothing, or nothing may be changed. */
  do(command: Command): boolean {
    if (!this.mayWrite) return false
    const before = this.sync.document
    const redo = opsBetween(before, command.apply(before))
    if (redo.length === 0) return false
    const { name, values, mergeKey = typedInto(redo) } = command
    const undo = opsBetween(applyOps(before, redo), before)
    const step = { name, ...(values === undefined ? {} : { values }), ...(mergeKey === undefined ? {} : { mergeKey }) }
    this.history.add({ ...step, redo, undo, atMs: Date.now() })
    this.send(redo)
    return true
  }

  /** Takes back what was done here last; what others did stays. */
  undo(): Step | undefined {
    const step = this.mayWrite ? this.history.undo() : undefined
    if (step !== undefined) this.send(step.undo)
    return step
  }

  redo(): Step | undefined {
    const step = this.mayWrite ? this.history.redo() : undefined
    if (step !== undefined) this.send(step.redo)
    return step
  }

  select(ids: Iterable<string>): void {
    const selection = new Set(ids)
    const { selection: before } = this.current
    if (selection.size === before.size && [...selection].every((id) => before.has(id))) return
    this.set({ selection })
  }

  /** Resolves when all that was done is stored; throws where it cannot be. */
  async flush(): Promise<void> {
    await this.sync.flush()
  }

  hear(revision: number): void {
    this.sync.hear(revision)
  }

  retry(): void {
    this.sync.retry()
  }

  meet(people: readonly Presence[]): void {
    this.set({ people: people.length === 0 ? nobody : people })
  }

  /** What a page that is gone had not sent is sent by this one; the same change is never made twice. */
  takeUp(draft: LocalDraft): void {
    for (const change of draft.changes) this.sync.add(change)
    this.dropLeft(draft)
  }

  leave(draft: LocalDraft): void {
    this.set({ left: [...this.current.left, draft] })
  }

  dropLeft(draft: LocalDraft): void {
    this.set({ left: this.current.left.filter((one) => one !== draft) })
  }

  /** `theirs`: what the other person set takes the place of what was set here. */
  settle(clash: Clash, whose: 'mine' | 'theirs'): void {
    if (whose === 'theirs') this.do(takeTheirs(clash))
    this.set({ clashes: this.current.clashes.filter((one) => one !== clash) })
  }

  dismiss(refusal: Refusal): void {
    this.set({ refusals: this.current.refusals.filter((one) => one !== refusal) })
  }

  private send(ops: readonly DocumentOp[]): void {
    this.sync.add({ id: crypto.randomUUID(), ops })
  }

  private refresh(): void {
    const { document } = this.sync
    this.set({ document, saving: this.sync.state, done: this.history.lastDone, undone: this.history.lastUndone })
  }

  private set(change: Partial<EditorState>): void {
    const next = { ...this.current, ...change }
    const isSame = (Object.keys(change) as (keyof EditorState)[]).every((name) => isAlike(this.current[name], next[name]))
    if (isSame) return
    this.current = withSelectionLeft(this.current, next)
    for (const listener of this.listeners) listener()
  }
}

/** What follows within a moment in the same text is one step, whatever the command: letters are typed one by one. */
function typedInto(ops: readonly DocumentOp[]): string | undefined {
  const [op] = ops
  return ops.length === 1 && op !== undefined && op.path.length > 2 && typeof op.value === 'string'
    ? op.path.join('\0')
    : undefined
}

/** The state of saving is told anew each time; everything else is the same object while it is the same. */
const isAlike = (before: unknown, after: unknown): boolean =>
  before === after || (isSaving(before) && isSaving(after) && JSON.stringify(before) === JSON.stringify(after))
const isSaving = (value: unknown): value is SyncState =>
  typeof value === 'object' && value !== null && 'kind' in value && !('redo' in value)

const isOver = (one: Clash, other: Clash) => one.op.path.join('\0') === other.op.path.join('\0')

/** What is gone is not selected. */
function withSelectionLeft(before: EditorState, after: EditorState): EditorState {
  if (before.document === after.document || after.selection.size === 0) return after
  const ids = new Set([...after.document.nodes, ...(after.document.groups ?? [])].map(({ id }) => id))
  const left = [...after.selection].filter((id) => ids.has(id) || id.includes(' '))
  return left.length === after.selection.size ? after : { ...after, selection: new Set(left) }
}
