import type { Tag, Workflow, WorkflowSummary } from '@steward/contract/api/workflow'
import type { Databases } from '#db'
import { checkDocument } from '#engine/document'
import { findUserNames } from '#hub/identity'
import { workflowError } from './errors.ts'
import { findNextRuns } from './listening/listening.store.ts'
import { type Listening, listenKey, showListenings } from './listening/listenings.ts'
import { findReview } from './publication/publication.store.ts'
import type { WorkflowScope } from './scope.ts'
import { findTags } from './tag/tag.store.ts'
import { findWorkflow, type WorkflowHead } from './workflow.store.ts'

/** A workflow with its newest document, as the API shows it. */
export async function showWorkflow(scope: WorkflowScope, id: string): Promise<Workflow> {
  const { db, workspaceId } = scope
  const found = await findWorkflow(db, { workspaceId, id })
  if (found === undefined) throw workflowError.not_found()
  const { head, draft, document } = found
  const tags = (await findTags(db, workspaceId, [id])).get(id) ?? []
  const listenings = showListenings(document, scope.catalog)
  const review = await findReview(db, { workspaceId, workflowId: id })
  const nextRuns = head.status === 'active' ? await findNextRuns(db, { workspaceId, workflowId: id }) : []
  return {
    summary: asSummary(head, tags),
    document: tags.length === 0 ? document : { ...document, tags: tags.map((tag) => tag.name) },
    revision: draft.revision,
    draft: draft.at === null ? null : { by: await nameOf(db, draft.by), at: draft.at.toISOString() },
    review: review === undefined ? null : { version: review.version, approvalId: review.approvalId },
    problems: checkDocument(document, scope.catalog).problems,
    webhooks: listenings.flatMap((one) => webhookOf(one, scope.publicUrl)),
    schedules: listenings.flatMap(({ node, listen }) => {
      if (listen.kind !== 'schedule') return []
      const next = nextRuns.find((run) => run.nodeId === node.id && listenKey(run.listen) === listenKey(listen))
      return [{ node: node.name, text: listen.text, nextRunAt: next?.nextRunAt?.toISOString() ?? null }]
    }),
  }
}

async function nameOf(db: Databases, userId: string | null): Promise<string | null> {
  return userId === null ? null : ((await findUserNames(db, [userId])).get(userId) ?? null)
}

export function asSummary(head: WorkflowHead, tags: readonly Tag[]): WorkflowSummary {
  const { publishedAt, createdAt, updatedAt, publishedVersion, ...rest } = head
  return {
    ...rest,
    publishedVersion: head.status === 'active' ? publishedVersion : null,
    tags: [...tags],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
  }
}

function webhookOf({ node, listen }: Listening, publicUrl: string) {
  if (listen.kind !== 'webhook') return []
  const { method, path } = listen
  return [{ node: node.name, method, url: `${publicUrl}/webhook/${path}`, testUrl: `${publicUrl}/webhook-test/${path}` }]
}
