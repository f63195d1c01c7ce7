import type { Rehearsal, RehearsalLine } from '@steward/contract/api/publication'
import type { ReplayReport } from '@steward/contract/api/replay'
import { hash } from 'node:crypto'
import { canonicalJson } from '#base/canonical-json'
import { AppError } from '#base/error'
import type { Scope } from '#db'
import { record } from '#hub/audit'
import { findPeople } from '#hub/identity'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import { findWorkflow } from '../workflow.store.ts'
import { findAcceptance, insertAcceptance, listRecordingRows, type RecordingRow } from './publication.store.ts'

/** What the hub that keeps executions does for this one, which stands below it. */
export type Replays = {
  /** Undefined where the workspace has no such execution of the workflow. */
  isOver(scope: Scope, of: { readonly workflowId: string; readonly executionId: string }): Promise<boolean | undefined>
  /** Throws an `AppError` where it cannot be replayed. */
  replay(scope: Scope, of: { readonly executionId: string; readonly version: number }): Promise<ReplayReport>
  /** Which of these versions executions are of, in whichever workspace; all of them where that takes too long to find out. */
  usedVersions(of: { readonly workflowId: string; readonly versions: readonly number[] }): Promise<ReadonlySet<number>>
}

const patienceMs = 20_000
const againMs = 250

/** Replays every recording on a version. Calls and stores nothing. */
export async function rehearse(
  scope: WorkflowScope,
  of: { readonly id: string; readonly version?: number | undefined },
): Promise<Rehearsal> {
  const { db, workspaceId } = scope
  const found = await findWorkflow(db, { workspaceId, id: of.id })
  if (found === undefined) throw workflowError.not_found()
  const { version = found.head.version } = of
  const lines: RehearsalLine[] = []
  for (const row of await listRecordingRows(db, { workspaceId, workflowId: of.id }))
    lines.push(await replayOne(scope, row, version))
  const digest = digestOf(lines)
  const accepted = await findAcceptance(db, { workspaceId, workflowId: of.id, version, hash: digest })
  const by = accepted?.by == null ? undefined : (await findPeople(db, [accepted.by])).get(accepted.by)
  return {
    version,
    lines,
    hash: digest,
    isClear: lines.every((line) => line.result === 'same' || line.result === 'gone') || accepted !== undefined,
    accepted:
      accepted === undefined
        ? null
        : {
            by: by === undefined ? null : { id: by.id, name: by.name, email: by.email },
            at: accepted.at.toISOString(),
            reason: accepted.reason,
          },
  }
}

/** The differences are worked out anew: what is accepted is what there is, not what somebody says there was. */
export async function acceptDifferences(
  scope: WorkflowScope,
  of: { readonly id: string; readonly version: number; readonly hash: string; readonly reason: string },
): Promise<void> {
  const rehearsal = await rehearse(scope, of)
  if (rehearsal.hash !== of.hash) throw workflowError.no_differences()
  const { workspaceId, actorId: by, now } = scope
  await scope.db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    await insertAcceptance(tx, { ...of, workspaceId, workflowId: of.id, by, now })
    await record(tx, scope, {
      action: 'workflow.differences_accepted',
      resourceType: 'workflow',
      resourceId: of.id,
      new: { version: of.version, hash: of.hash, reason: of.reason },
    })
  })
}

async function replayOne(scope: WorkflowScope, { executionId, name }: RecordingRow, version: number): Promise<RehearsalLine> {
  const line = { executionId, name, status: null, counts: null }
  try {
    const report = await patiently(() => scope.replays.replay(scope, { executionId, version }))
    const { same, status, counts } = report
    return { ...line, result: same ? 'same' : 'different', status, counts, text: same ? null : sentenceOf(report) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'replay.busy') throw error
    return { ...line, result: error.kind === 'not_found' ? 'gone' : 'unreadable', text: error.message }
  }
}

/** Only so many replays go on at once in a process. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'replay.busy') throw error
      if (performance.now() > untilMs) throw workflowError.rehearsal_busy({}, error)
      await new Promise((resolve) => setTimeout(resolve, againMs))
    }
  }
}

function sentenceOf({ status, error, differences, order }: ReplayReport): string {
  if (status.old !== status.new)
    return `It would end as ${status.new}, not as ${status.old}${error === null ? '.' : `: ${error.slice(0, 300)}`}`
  const [first] = differences
  if (first === undefined) return order === null ? 'It differs.' : `"${order.new}" would come where "${order.old}" came before.`
  if (first.result === 'only_old') return `"${first.nodeName}" would not be executed any more.`
  if (first.result === 'only_new') return `"${first.nodeName}" would be executed, and was not before.`
  if (first.request === 'different') return `"${first.nodeName}" would ask for something else than was recorded.`
  if (first.request === 'not_made') return `"${first.nodeName}" would have an effect that the recording does not know.`
  const at = first.difference
  return at === null
    ? `"${first.nodeName}" would give something else.`
    : `"${first.nodeName}" would give ${at.new} at ${at.path}, not ${at.old}.`
}

/** Of what differs: the same again in another rehearsal of the same version, whoever starts it. */
function digestOf(lines: readonly RehearsalLine[]): string {
  return hash('sha256', canonicalJson(lines.filter((line) => line.result !== 'gone').map(({ name: _name, ...told }) => told)))
}
