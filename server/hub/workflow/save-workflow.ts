import { isDeepStrictEqual } from 'node:util'
import { applyOps, opsBetween } from '@steward/contract/change'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { checkShape } from './document/check-shape.ts'
import { summarise } from './document/summarise.ts'
import { type DraftHead, insertChanges, lockDraft } from './draft/draft.store.ts'
import { findDocument } from './draft/find-document.ts'
import { authorsWith, makeVersion } from './draft/make-version.ts'
import { workflowError } from './errors.ts'
import type { WorkflowScope } from './scope.ts'
import { insertVersion } from './version/version.store.ts'
import { announceChange } from './watch-workflows.ts'
import { updateDocument, type WorkflowTx } from './workflow.store.ts'
import type { WorkflowTables } from './workflow.tables.ts'

export type SaveWorkflow = {
  readonly id: string
  readonly document: WorkflowDocument
  /** The version that was changed, or `newest` for whichever it is. */
  readonly baseVersion: number | 'newest'
  /** The revision that was changed, where its author knows of a draft. */
  readonly baseRevision?: number | undefined
  readonly note: string | null
}

/** Stands for the page where the change came from none. */
const server = 'server'
const opsMax = 5_000

/** Saves a whole document as a new version. The published version stays what it is until the next activation. */
export async function saveWorkflow(scope: WorkflowScope, input: SaveWorkflow): Promise<void> {
  const { document, id } = input
  checkShape(document)
  const revision = await scope.db.transaction<WorkflowTables, number>('workflow', async (tx) => {
    const head = await lockDraft(tx, { workspaceId: scope.workspaceId, id })
    if (head === undefined) throw workflowError.not_found()
    if (head.status === 'archived') throw workflowError.archived()
    const isDraftKnown = head.draftSince === null || input.baseRevision === head.revision
    if (input.baseVersion !== 'newest' && (input.baseVersion !== head.version || !isDraftKnown)) {
      const { version: currentVersion, revision: currentRevision } = head
      throw workflowError.version_conflict({ currentVersion, revision: currentRevision, baseVersion: input.baseVersion })
    }
    const before = await findDocument(tx, scope, head)
    // What its author has not seen is not lost with it: it becomes a version first.
    const version = isDraftKnown
      ? head.version
      : await makeVersion(tx, scope, { head, document: before, note: null, isAutosaved: true })
    await replaceDocument(tx, scope, {
      input,
      before,
      head: { ...head, version, draftAuthors: isDraftKnown ? head.draftAuthors : [] },
    })
    return head.revision + 1
  })
  scope.drafts.onEdited({ workspaceId: scope.workspaceId, workflowId: id, revision, client: server })
  await announceChange(scope.db, id)
}

type Replacing = { readonly input: SaveWorkflow; readonly before: WorkflowDocument; readonly head: DraftHead }

async function replaceDocument(tx: WorkflowTx, scope: WorkflowScope, { input, before, head }: Replacing): Promise<void> {
  const { document, id, note } = input
  const { workspaceId, actorId: by, now } = scope
  const place = { workspaceId, id }
  const [number, revision] = [head.version + 1, head.revision + 1]
  const ops = opsBetween(before, document)
  // Who has it open applies what was changed, where that can be said by ops, and reads it anew where not.
  const isTold = ops.length > 0 && ops.length <= opsMax && isDeepStrictEqual(applyOps(before, ops), document)
  if (isTold) await insertChanges(tx, { ...place, changes: [{ id: newId(), ops }], revision, client: server, by, now })
  const summary = summarise(document, scope.catalog)
  const changesFrom = isTold ? head.changesFrom : revision
  await updateDocument(tx, place, { document, summary, by, revision, changesFrom, version: number })
  const authors = authorsWith(head, by)
  await insertVersion(tx, { workspaceId, workflowId: id, number, document, note, by, authors, isAutosaved: false, now })
  await record(tx, scope, {
    action: 'workflow.saved',
    resourceType: 'workflow',
    resourceId: id,
    old: { name: head.name, version: head.version },
    new: { name: document.name, version: number },
  })
}
