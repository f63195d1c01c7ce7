import { hash } from 'node:crypto'
import type { DocumentComparison } from '@steward/contract/api/publication'
import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import type { JsonValue } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { canonicalJson } from '#base/canonical-json'
import { compareDocuments } from '#engine/document'
import { record } from '#hub/audit'
import { type Action, type ActionText, type GateAnswer, pendingAmong, withdrawOfSubject } from '#hub/effect'
import { workflowError } from '../errors.ts'
import { activateWorkflow } from '../listening/activate-workflow.ts'
import type { WorkflowScope } from '../scope.ts'
import { findStoredVersion } from '../version/version.store.ts'
import { findWorkflow } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { deleteReview, findReview, type ReviewRow, upsertReview } from './publication.store.ts'
import { rehearse } from './rehearse.ts'

/** `waiting`: somebody is asked first, and it is published as soon as they approve. */
export type Publication = { readonly kind: 'published' } | { readonly kind: 'waiting'; readonly approvalId: string }

type Wish = { readonly id: string; /** The newest without it. */ readonly version?: number }

/** Publishes a version: rehearsed against the recordings, and asked about where a policy says so. */
export async function publishWorkflow(scope: WorkflowScope, { id, version }: Wish): Promise<Publication> {
  const found = await findWorkflow(scope.db, { workspaceId: scope.workspaceId, id })
  if (found === undefined) throw workflowError.not_found()
  if (found.head.status === 'archived') throw workflowError.archived()
  const number = version ?? found.head.version
  const isWhatIsLive = found.head.publishedVersion === number
  if (!isWhatIsLive) await requireRehearsal(scope, { id, version: number })
  const answer = isWhatIsLive
    ? undefined
    : await askGate(scope, { id, version: number, publishedVersion: found.head.publishedVersion })
  if (answer?.kind === 'refuse') throw workflowError.publication_refused({ version: number, reason: answer.message })
  if (answer?.kind === 'wait') return await waitFor(scope, { id, version: number, approvalId: answer.approvalId })
  await activateWorkflow(scope, { id, version: number })
  return { kind: 'published' }
}

async function requireRehearsal(scope: WorkflowScope, of: { readonly id: string; readonly version: number }): Promise<void> {
  const rehearsal = await rehearse(scope, of)
  const count = rehearsal.lines.filter((line) => line.result === 'different' || line.result === 'unreadable').length
  if (!rehearsal.isClear) throw workflowError.recordings_differ({ version: of.version, count })
}

async function waitFor(
  scope: WorkflowScope,
  of: { readonly id: string; readonly version: number; readonly approvalId: string },
): Promise<Publication> {
  const { workspaceId, actorId: requestedBy, now } = scope
  const { id: workflowId, version, approvalId } = of
  const review = { workspaceId, workflowId, version, approvalId, requestedBy }
  const former = await findReview(scope.db, review)
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    await upsertReview(tx, { ...review, now })
    await record(tx, scope, {
      action: 'workflow.publication_requested',
      resourceType: 'workflow',
      resourceId: workflowId,
      new: { version, approvalId },
    })
  })
  // To say yes to the version before would publish nothing.
  if (former !== undefined && former.version !== version) await withdrawReviewOf(scope, former)
  if ((await pendingAmong(scope.db, [approvalId])).has(approvalId)) return { kind: 'waiting', approvalId }
  // What was decided before it was stored that somebody waits for it was told to nobody.
  await scope.db.transaction<WorkflowTables, void>('workflow', (tx) => deleteReview(tx, review))
  return await publishWorkflow(scope, { id: workflowId, version })
}

async function withdrawReviewOf({ db, workspaceId, actorId, now }: WorkflowScope, { workflowId, version }: ReviewRow) {
  const passedOver = await findStoredVersion(db, workflowId, version)
  if (passedOver !== undefined)
    await withdrawOfSubject(db, { workspaceId, kind: 'publish', id: passedOver.versionId, actorId, now })
}

type Candidate = { readonly id: string; readonly version: number; readonly publishedVersion: number | null }

/** An approval is for exactly this document: whatever is saved later wants another one. */
async function askGate(scope: WorkflowScope, { id, version, publishedVersion }: Candidate): Promise<GateAnswer> {
  const { db, workspaceId, catalog } = scope
  const wanted = await findStoredVersion(db, id, version)
  if (wanted === undefined || wanted.workspaceId !== workspaceId) throw workflowError.version_not_found({ number: version })
  const live = publishedVersion === null ? undefined : await findStoredVersion(db, id, publishedVersion)
  const comparison = compareDocuments(live?.document, wanted.document, catalog)
  const { document, name } = wanted
  const effects = [...comparison.effects.added, ...comparison.effects.kept]
  const action: Action = {
    workspaceId,
    subject: { kind: 'publish', id: wanted.versionId },
    class: strongestEffect(effects.map((line) => line.class)),
    environment: document.settings.environment ?? 'production',
    connector: 'workflow',
    connection: null,
    target: null,
    workflow: { id, name, version },
    podId: null,
    amount: null,
    cost: null,
    hash: hash('sha256', canonicalJson({ workflow: id, version, document })),
    requesterId: scope.actorId,
    at: scope.now,
  }
  return await scope.gate.ask(action, () => textOf({ comparison, document, version, publishedVersion, class: action.class }))
}

type Told = {
  readonly comparison: DocumentComparison
  readonly document: WorkflowDocument
  readonly version: number
  readonly publishedVersion: number | null
  readonly class: EffectClass
}

/** These cannot be taken back, or cost money. */
const grave: readonly EffectClass[] = ['pay', 'delete', 'execute']

function textOf({ comparison, document, version, publishedVersion }: Told): ActionText {
  const { added, removed } = comparison.effects
  const isGrave = added.some((line) => grave.includes(line.class))
  const reasons = [
    ...added.map((line) => `may ${line.class}${line.target === null ? '' : ` at ${line.target}`}, by "${line.node}"`),
    ...removed.map((line) => `no longer does ${line.class}${line.target === null ? '' : ` at ${line.target}`}`),
  ]
  return {
    title: `Publish version ${version} of "${document.name}": ${changesInWords(comparison)}.`,
    detail:
      publishedVersion === null
        ? 'No version of it was published before. Its webhooks and schedules go live at once.'
        : `Version ${publishedVersion} is live now. Its webhooks and schedules follow the new one at once.`,
    payload: JSON.parse(JSON.stringify(comparison)) as JsonValue,
    risk: { level: isGrave ? 'high' : added.length > 0 ? 'medium' : 'low', reasons: reasons.slice(0, 20) },
  }
}

function changesInWords({ nodes, settings, edges }: DocumentComparison): string {
  const counted = [
    [nodes.added.length, 'added'],
    [nodes.changed.length, 'changed'],
    [nodes.removed.length, 'removed'],
  ] as const
  const parts = counted
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${count === 1 ? 'node' : 'nodes'} ${what}`)
  const rewired = edges.added.length + edges.removed.length
  if (rewired > 0) parts.push(`${rewired} ${rewired === 1 ? 'edge' : 'edges'} changed`)
  if (settings.length > 0) parts.push('settings changed')
  return parts.length === 0 ? 'nothing that it does is changed' : parts.join(', ')
}
