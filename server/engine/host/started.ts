import type { Item } from '@steward/contract/item'
import type { ExecutionMode, WebhookAnswer } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import type { PartSink } from './answer-parts.ts'
import type { LoadedWorkflow } from './durable-deps.ts'
import type { ExecutionHead, StartKey } from './execution-log.ts'
import type { JournalEntry, Trigger } from './journal.ts'
import type { Restored } from './restore.ts'

export type StartRequest = LoadedWorkflow & {
  readonly trigger: PlanNode
  readonly items: readonly Item[]
  /** By which output of the trigger they leave; the first one without it. */
  readonly output?: number
  readonly mode: ExecutionMode
  readonly usePins?: boolean
  readonly createdBy?: string | null
  readonly startKey?: StartKey
  readonly id?: string
  readonly parentId?: string
  /** True when whoever started it waits to be answered by one of its nodes. */
  readonly answerable?: boolean
  /** Where parts of the answer go while it goes on, for a caller who takes parts. */
  readonly parts?: PartSink
  /** Begins with something of an earlier execution: nothing of that is executed again. */
  readonly kept?: {
    /** The execution that it is done again of; null where it is no other try of one. */
    readonly of: string | null
    readonly entries: readonly JournalEntry[]
    readonly restored: Restored
    readonly trigger: Trigger
  }
}

/** The lease under which an execution is continued. `first` is stored with the next commit. */
export type Claim = {
  readonly fence: number
  readonly nextSeq: number
  readonly first?: readonly JournalEntry[]
  /** The journal so far. */
  readonly entries?: readonly JournalEntry[]
  /** The clock that decided that its time has come, in milliseconds since 1970; that of this process may be behind. */
  readonly atMs?: number
}

/** How an execution came to rest: over, or waiting for something outside. */
export type Ended = {
  readonly status: 'completed' | 'failed' | 'cancelled' | 'waiting' | 'lost'
  /** Of the node that was executed last. */
  readonly items: readonly Item[]
  readonly error: string | null
}

export type Started = {
  readonly id: string
  /** True when the start is stored; false when its start key was used before. */
  readonly accepted: Promise<boolean>
  readonly ended: Promise<Ended>
  /** What a respond node answers; resolved once. */
  readonly answer: Promise<WebhookAnswer>
}

/** An execution whose lease was just taken, rebuilt from its journal. */
export type ResumeRequest = LoadedWorkflow & {
  /** True when the time of the workflow was up while it waited. */
  readonly overdue?: boolean
  /** True when it is to rest before its next node. */
  readonly paused?: boolean
  readonly head: ExecutionHead
  readonly restored: Restored
  readonly claim: Claim
  /** True when the call that ended its wait is to be answered by one of its nodes. */
  readonly answerable?: boolean
  /** Stores what one of its nodes answers, for a caller who waits at another process. Makes the execution answerable. */
  readonly passAnswer?: PassAnswer
  /** Who asked that an effect in doubt be probed, and who is to be told whether the doubt is gone. */
  readonly probe?: { readonly by: string | null; readonly done: (cleared: boolean) => void }
}

export type PassAnswer = (answer: WebhookAnswer) => Promise<void>
