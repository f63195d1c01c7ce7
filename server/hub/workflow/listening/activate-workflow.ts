import { stickyNoteType, type WorkflowDocument } from '@steward/contract/workflow'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import { findVersionRow } from '../version/version.store.ts'
import { announceChange } from '../watch-workflows.ts'
import { lockWorkflow, setPublished, type WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'
import {
  claimEndpoint,
  findEndpointOwner,
  insertSchedule,
  insertTrigger,
  type NewTrigger,
  type OldTrigger,
  takeTriggers,
} from './listening.store.ts'
import { hasLiveTrigger, type Listening, listeningsOf, listenKey, shapeOf } from './listenings.ts'
import { nextTick, type Rhythm } from './rhythm.ts'

/** Makes a version the published one and takes up everything it listens to, or changes nothing and says why. Whether it may be is settled before. */
export async function activateWorkflow(
  scope: WorkflowScope,
  input: { readonly id: string; readonly version: number },
): Promise<void> {
  const { workspaceId, db, now } = scope
  const place = { workspaceId, id: input.id }
  await db.transaction<WorkflowTables, void>('workflow', async (tx) => {
    const head = await lockWorkflow(tx, place)
    if (head === undefined) throw workflowError.not_found()
    if (head.status === 'archived') throw workflowError.archived()
    const version = await findVersionRow(tx, { workspaceId, workflowId: input.id, number: input.version })
    if (version === undefined) throw workflowError.version_not_found({ number: input.version })

    const listenings = readyListenings(version.document, scope)
    const old = await takeTriggers(tx, { workspaceId, workflowId: input.id })
    for (const one of listenings)
      await listen(tx, scope, { one, document: version.document, version: input.version, workflowId: input.id, old })
    await setPublished(tx, place, { version: input.version, now })
    await record(tx, scope, {
      action: 'workflow.activated',
      resourceType: 'workflow',
      resourceId: input.id,
      old: { status: head.status, publishedVersion: head.publishedVersion },
      new: { status: 'active', publishedVersion: input.version },
    })
  })
  await announceChange(db, input.id)
}

/** What it would listen to, in an order that all activations share, so that two of them cannot wait for each other in a circle. */
function readyListenings(document: WorkflowDocument, scope: WorkflowScope): Listening[] {
  const enabled = document.nodes.filter((node) => node.type !== stickyNoteType && node.settings.disabled !== true)
  const unknown = enabled.filter((node) => scope.catalog.get(node.type) === undefined)
  if (unknown.length > 0)
    throw workflowError.unknown_nodes({ nodes: unknown.map((node) => `"${node.name}" (${node.type})`).join(', ') })
  if (!hasLiveTrigger(document, scope.catalog)) throw workflowError.no_trigger()
  // A node that says the same thing twice, such as two equal rules of a schedule, means it once.
  const byKey = new Map(listeningsOf(document, scope.catalog).map((one) => [`${listenKey(one.listen)} ${one.node.id}`, one]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

type Taking = {
  readonly one: Listening
  readonly document: WorkflowDocument
  readonly version: number
  readonly workflowId: string
  readonly old: readonly OldTrigger[]
}

async function listen(tx: WorkflowTx, scope: WorkflowScope, taking: Taking): Promise<void> {
  const { node, listen: what } = taking.one
  const before = taking.old.find((old) => old.nodeId === node.id && listenKey(old.listen) === listenKey(what))
  const { workspaceId } = scope
  const trigger: NewTrigger = {
    id: before?.id ?? newId(),
    workspaceId,
    workflowId: taking.workflowId,
    version: taking.version,
    nodeId: node.id,
    nodeName: node.name,
    listen: what,
  }
  checkLengths(taking.one)
  await insertTrigger(tx, trigger)
  if (what.kind === 'webhook') {
    const shape = shapeOf(what.path)
    if (await claimEndpoint(tx, trigger, { listen: what, shape, lastUsedAt: before?.lastUsedAt ?? null })) return
    const owner = await findEndpointOwner(tx, { workspaceId, method: what.method, shape })
    throw workflowError.path_taken({
      method: what.method,
      path: what.path,
      node: node.name,
      owner: owner === undefined ? 'another workflow of this installation' : `the workflow "${owner}"`,
    })
  }
  const { timezone = scope.timezone, schedule: policy = {} } = taking.document.settings
  const first = firstRun(node.name, { listen: what, timezone }, scope.now)
  await insertSchedule(tx, trigger, {
    listen: what,
    timezone,
    policy,
    nextRunAt: before?.timezone === timezone ? (before.nextRunAt ?? first) : first,
    lastRunAt: before?.lastRunAt ?? null,
  })
}

function checkLengths({ node, listen }: Listening): void {
  const refuse = (reason: string) => workflowError.cannot_listen({ node: node.name, reason })
  if (listen.kind === 'schedule') {
    if ('cron' in listen && listen.cron.length > 255) throw refuse('its schedule is longer than 255 characters.')
    return
  }
  if (listen.path.length > 255) throw refuse('its path is longer than 255 characters.')
  if (listen.path.includes('\0')) throw refuse('its path holds the character U+0000.')
  if (!/^[A-Z]{1,10}$/.test(listen.method)) throw refuse(`"${listen.method.slice(0, 20)}" is not a method.`)
}

/** Null when it is over, which only a date can be; refuses what cannot be reckoned with and what never comes. */
function firstRun(node: string, rhythm: Rhythm, now: Date): Date | null {
  const { listen, timezone } = rhythm
  const said = 'cron' in listen ? listen.cron : listen.at
  try {
    const first = nextTick(rhythm, now)
    if (first === undefined && 'cron' in listen) throw new RangeError('such a time never comes')
    return first ?? null
  } catch (error) {
    const reason = `the schedule "${said}" in the time zone ${timezone} makes no sense (${error instanceof Error ? error.message : String(error)}).`
    throw workflowError.cannot_listen({ node, reason }, error)
  }
}
