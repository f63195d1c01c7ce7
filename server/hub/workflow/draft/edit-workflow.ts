import type { DraftChange } from '@steward/contract/api/draft'
import { record } from '#hub/audit'
import { summarise } from '../document/summarise.ts'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import { announceChange } from '../watch-workflows.ts'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { type DraftHead, findMade, insertChanges, lockDraft, noteEdit, pruneChanges } from './draft.store.ts'
import { findDocument } from './find-document.ts'
import { authorsWith, makeVersion } from './make-version.ts'
import { type DraftNews, readChanges } from './read-changes.ts'
import { type Refused, takeChanges } from './take-changes.ts'

export type EditWorkflow = {
  readonly id: string
  readonly client: string
  /** The revision that the page knows. */
  readonly since: number
  readonly changes: readonly DraftChange[]
}

/** Somebody else goes on from here after so long: what was there before them is a version of its own. */
const otherAuthorMs = 2 * 60_000
/** Whoever edits for hours can go back to each of them. */
const draftMaxMs = 3_600_000
/** A document up to this size is written with every edit; of a larger one that would be most of the work. */
const smallBytes = 32_000
/** So many changes are read with a document at most. */
const unwrittenMax = 200
/** Changes beyond those that are kept go with one edit in so many. */
const pruneEvery = 100

type Done = { readonly refused: readonly Refused[]; readonly revision?: number; readonly madeVersion: boolean }

/** Puts changes in order behind those of everybody else. A change that was made before is not made again. */
export async function editWorkflow(scope: WorkflowScope, input: EditWorkflow): Promise<DraftNews> {
  const { id, client, since } = input
  const changes = withOwnIds(input.changes)
  const done = changes.length === 0 ? undefined : await makeChanges(scope, { ...input, changes })
  if (done?.revision !== undefined)
    scope.drafts.onEdited({ workspaceId: scope.workspaceId, workflowId: id, revision: done.revision, client })
  if (done?.madeVersion === true) await announceChange(scope.db, id)
  return { ...(await readChanges(scope, { id, since })), refused: [...(done?.refused ?? [])] }
}

/** The same id twice is the same change. The database knows ids in lower case. */
function withOwnIds(changes: readonly DraftChange[]): DraftChange[] {
  const byId = new Map<string, DraftChange>()
  for (const { id, ops } of changes) if (!byId.has(id.toLowerCase())) byId.set(id.toLowerCase(), { id: id.toLowerCase(), ops })
  return [...byId.values()]
}

async function makeChanges(scope: WorkflowScope, input: EditWorkflow): Promise<Done> {
  const { workspaceId } = scope
  const { id } = input
  let keep = (): void => {}
  const done = await scope.db.transaction<WorkflowTables, Done>('workflow', async (tx) => {
    const locked = await lockDraft(tx, { workspaceId, id })
    if (locked === undefined) throw workflowError.not_found()
    if (locked.status === 'archived') throw workflowError.archived()
    const made = await findMade(
      tx,
      id,
      input.changes.map((change) => change.id),
    )
    const fresh = input.changes.filter((change) => !made.has(change.id))
    if (fresh.length === 0) return { refused: [], madeVersion: false }
    const before = await findDocument(tx, scope, locked)
    const { document, bytes, taken, refused } = takeChanges(before, fresh)
    if (taken.length === 0) return { refused, madeVersion: false }

    const head = await versionFirst(tx, scope, { head: locked, document: before })
    const revision = head.revision + taken.length
    await store(tx, scope, { head, before, document, bytes, taken, client: input.client })
    keep = () => scope.drafts.memory.keep(id, { version: head.version, revision, document, bytes })
    return { refused, revision, madeVersion: head.version !== locked.version }
  })
  // Not before it is committed: what is remembered is what is stored.
  keep()
  return done
}

type Standing = { readonly head: DraftHead; readonly document: DraftDocument }
type DraftDocument = Parameters<typeof makeVersion>[2]['document']

/** Makes a version of what has been there for long, before somebody goes on from it. */
async function versionFirst(tx: WorkflowTx, scope: WorkflowScope, { head, document }: Standing): Promise<DraftHead> {
  const { draftSince, draftAt } = head
  if (draftSince === null || draftAt === null) return head
  const now = scope.now.getTime()
  const isTakenOver = head.draftBy !== scope.actorId && now - draftAt.getTime() > otherAuthorMs
  if (!isTakenOver && now - draftSince.getTime() <= draftMaxMs) return head
  const version = await makeVersion(tx, scope, { head, document, note: null, isAutosaved: true })
  const { revision } = head
  const none = { draftSince: null, draftAt: null, draftBy: null, draftAuthors: [] }
  return { ...head, ...none, version, writtenRevision: revision, unwrittenBytes: 0 }
}

type Storing = Standing & {
  readonly before: DraftDocument
  readonly bytes: number
  readonly taken: readonly DraftChange[]
  readonly client: string
}

async function store(tx: WorkflowTx, scope: WorkflowScope, storing: Storing): Promise<void> {
  const { head, before, document, bytes, taken, client } = storing
  const { workspaceId, actorId: by, now } = scope
  const place = { workspaceId, id: head.id }
  const revision = head.revision + taken.length
  const added = await insertChanges(tx, { ...place, changes: taken, revision: head.revision + 1, client, by, now })
  const unwrittenBytes = head.unwrittenBytes + added
  const isRenamed = document.name !== before.name || document.description !== before.description
  const isWritten =
    isRenamed || bytes <= smallBytes || unwrittenBytes > bytes / 4 || revision - head.writtenRevision > unwrittenMax
  const written = isWritten ? { document, summary: summarise(document, scope.catalog), by } : undefined
  await noteEdit(tx, { ...place, revision, unwrittenBytes, written, authors: authorsWith(head, by), by, now })
  if (written !== undefined && Math.floor(revision / pruneEvery) > Math.floor(head.revision / pruneEvery))
    await pruneChanges(tx, { id: head.id, writtenRevision: revision })
  // One line for each who edits a draft, which lasts an hour at most, and not one for each key.
  if (head.draftSince !== null && (by === null || head.draftAuthors.includes(by))) return
  await record(tx, scope, {
    action: 'workflow.edited',
    resourceType: 'workflow',
    resourceId: head.id,
    new: { name: document.name, version: head.version },
  })
}
