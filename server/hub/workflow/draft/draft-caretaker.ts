import type { Logger } from 'pino'
import type { Databases } from '#db'
import type { WorkflowContext, WorkflowScope } from '../scope.ts'
import { announceChange } from '../watch-workflows.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { deleteOldChanges, listRested, type RestedRow } from './caretaker.store.ts'
import { lockDraft } from './draft.store.ts'
import { findDocument } from './find-document.ts'
import { makeVersion } from './make-version.ts'
import { thinVersions } from './thin-versions.ts'
import { writeDraft } from './write-draft.ts'

const everyMs = 60_000
/** A draft that nobody has changed for so long becomes a version by itself. */
const restMs = 10 * 60_000
/** A document that nobody changes for so long is written down, so that it need not be put together for every reader. */
const writeAfterMs = 30_000
/** Whoever was away for longer reads the document anew. */
const changesKeptMs = 24 * 3_600_000
const thinEveryMs = 6 * 3_600_000
const pageSize = 100

type Parts = {
  readonly db: Databases
  readonly log: Logger
  readonly context: WorkflowContext
  readonly clock: () => Date
}

/** Makes versions of drafts that rest, and deletes what nobody will ask for any more. Any number of processes may do it. */
export class DraftCaretaker {
  readonly #parts: Parts
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #thinnedMs = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.round())
    }, everyMs).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  /** One round; what fails is told and made good by the next one. */
  async round(): Promise<void> {
    const { db, clock, context } = this.#parts
    const now = clock()
    const before = (ms: number) => new Date(now.getTime() - ms)
    await this.#guard(() => this.#each({ restedBefore: before(restMs) }, (row) => this.#saveRested(row, before(restMs), now)))
    await this.#guard(() =>
      this.#each({ restedBefore: before(writeAfterMs), isUnwritten: true }, (row) => writeDraft(this.#scopeOf(row, now), row.id)),
    )
    await this.#guard(async () => {
      while (await deleteOldChanges(db, before(changesKeptMs)));
    })
    if (now.getTime() - this.#thinnedMs < thinEveryMs) return
    this.#thinnedMs = now.getTime()
    await this.#guard(() => thinVersions(db, context.replays, now))
  }

  /** One that cannot be looked after does not keep the others from it. */
  async #each(
    rested: Omit<Parameters<typeof listRested>[1], 'after' | 'limit'>,
    handle: (row: RestedRow) => Promise<void>,
  ): Promise<void> {
    let after: string | undefined
    do {
      const rows = await listRested(this.#parts.db, { ...rested, after, limit: pageSize })
      for (const row of rows) await this.#guard(() => handle(row))
      after = rows.length < pageSize ? undefined : rows.at(-1)?.id
    } while (after !== undefined)
  }

  async #saveRested(row: RestedRow, restedBefore: Date, now: Date): Promise<void> {
    const scope = this.#scopeOf(row, now)
    const isMade = await scope.db.transaction<WorkflowTables, boolean>('workflow', async (tx) => {
      const head = await lockDraft(tx, { workspaceId: row.workspaceId, id: row.id })
      // Somebody may have gone on, or another process may have been here.
      if (head?.draftAt == null || head.draftAt > restedBefore) return false
      const document = await findDocument(tx, scope, head)
      return (await makeVersion(tx, scope, { head, document, note: null, isAutosaved: true })) !== head.version
    })
    if (isMade) await announceChange(scope.db, row.id)
  }

  #scopeOf({ workspaceId }: RestedRow, now: Date): WorkflowScope {
    const { db, context } = this.#parts
    return { ...context, db: db.within(workspaceId), workspaceId, actorId: null, now, means: 'system' }
  }

  async #guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'drafts were not looked after and will be later')
    }
  }
}
