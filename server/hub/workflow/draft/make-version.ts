import { opsBetween } from '@steward/contract/change'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { record } from '#hub/audit'
import { summarise } from '../document/summarise.ts'
import type { WorkflowScope } from '../scope.ts'
import { findVersionRow, insertVersion } from '../version/version.store.ts'
import { updateDocument, type WorkflowTx } from '../workflow.store.ts'
import type { DraftHead } from './draft.store.ts'

type Making = {
  /** As it was locked. */
  readonly head: DraftHead
  readonly document: WorkflowDocument
  readonly note: string | null
  readonly isAutosaved: boolean
}

/**
 * Makes a version of the draft, in the names of all who changed something in it. Without a draft, or where all of it was
 * taken back, the newest version stays what it is. The number of the newest version afterwards.
 */
export async function makeVersion(tx: WorkflowTx, scope: WorkflowScope, making: Making): Promise<number> {
  const { head, document, note, isAutosaved } = making
  const { workspaceId, now } = scope
  const newest = await findVersionRow(tx, { workspaceId, workflowId: head.id, number: head.version })
  // Of an autosaved version nobody said anything, and one day it is thinned out: what somebody says of it makes it another one.
  const isSame = newest !== undefined && isAlike(newest.document, document) && (note === null || !newest.row.isAutosaved)
  const by = isAutosaved ? head.draftBy : scope.actorId
  const number = isSame ? head.version : head.version + 1
  const { revision, changesFrom } = head
  const summary = summarise(document, scope.catalog)
  await updateDocument(tx, { workspaceId, id: head.id }, { document, summary, by, revision, changesFrom, version: number })
  if (isSame) return number
  const authors = authorsWith(head, by)
  await insertVersion(tx, { workspaceId, workflowId: head.id, number, document, note, by, authors, isAutosaved, now })
  // Of what is saved by itself nobody of whom it is may be the one who is asking for something just now.
  const who = isAutosaved ? { workspaceId, now, actorId: null, means: 'system' as const } : scope
  await record(tx, who, {
    action: 'workflow.saved',
    resourceType: 'workflow',
    resourceId: head.id,
    old: { name: newest?.row.name ?? head.name, version: head.version },
    new: { name: document.name, version: number },
    ...(isAutosaved ? { metadata: { autosaved: true, authors } } : {}),
  })
  return number
}

export function authorsWith({ draftAuthors }: DraftHead, by: string | null): string[] {
  return [...new Set([...draftAuthors, ...(by === null ? [] : [by])])]
}

/** What ops cannot set is nobody's edit: it differs only where a whole document took another one's place, which is a version at once. */
const isAlike = (one: WorkflowDocument, other: WorkflowDocument) => opsBetween(one, other).length === 0
