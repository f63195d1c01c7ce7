import { NodeError } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import type { ApprovalWait, Intent } from './drive.ts'
import { effectKey } from './effect-key.ts'
import type { EffectRequest } from './effect-request.ts'
import { mostCareful } from './effect-terms.ts'
import { exactHash } from './exact-hash.ts'
import type { DatabasePlace, EffectAction, EffectGate, GateVerdict } from './gate.ts'
import type { IntentEntry, Refusal } from './journal.ts'
import type { LiveExecution } from './live.ts'
import { undoneBy } from './undo.ts'

/** What the gate has let through; the same once more is not asked for again. */
export type Granted = {
  readonly runIndex: number
  readonly hash: string
  readonly note: GateNote
  readonly action: EffectAction
}

/** What the word before an effect says of the gate. */
export type GateNote = Pick<IntentEntry, 'g' | 'env' | 'am' | 'co' | 'rq' | 'no' | 'to' | 'c'>

export type Asked =
  | { readonly kind: 'allow'; readonly granted: Granted }
  | { readonly kind: 'wait'; readonly wait: ApprovalWait }
  | { readonly kind: 'refuse'; readonly note: GateNote; readonly error: NodeError }

type About = {
  readonly live: LiveExecution
  readonly node: PlanNode
  readonly intent: Intent
  readonly request: EffectRequest
}

type Asking = About & {
  /** What it has let through of this node before. */
  readonly granted: Granted | undefined
  /** The approval that it has waited for. */
  readonly approvalId: string | undefined
}

/** Asks the gate for exactly this effect. */
export async function askGate(gate: EffectGate, asking: Asking): Promise<Asked> {
  const { node, intent, request, granted, approvalId } = asking
  const bound = await boundAction(gate, asking)
  const hash = exactHash(node, bound, request, (text) => gate.seal(text))
  const action: EffectAction = { ...bound, hash, ...(approvalId === undefined ? {} : { approvalId }) }
  if (granted?.runIndex === intent.runIndex && granted.hash === action.hash) return { kind: 'allow', granted }
  const given = gate.ask(action, () => intent.text(bound))
  const verdict = given instanceof Promise ? await given : given
  if (verdict.kind === 'wait') return { kind: 'wait', wait: { approvalId: verdict.approvalId, untilMs: verdict.untilMs } }
  const note = { ...noteOf(action, verdict), ...receiptOf(action, request) }
  if (verdict.kind === 'allow') return { kind: 'allow', granted: { runIndex: intent.runIndex, hash, note, action } }
  return { kind: 'refuse', note: { ...note, no: verdict.why }, error: refusal(verdict) }
}

/** Knows where connections lead to. */
export type EffectPlaces = Pick<EffectGate, 'environmentOf' | 'databaseOf'>

/** All that the gate is asked with, but for the hash of it. */
export async function boundAction(places: EffectPlaces, about: About): Promise<Omit<EffectAction, 'hash'>> {
  const database = await databaseOf(places, about)
  const environment = await environmentOf(places, about, database)
  const { live, node, intent, request } = about
  return {
    key: effectKey(live.id, node.node.id, intent.runIndex),
    executionId: live.id,
    nodeId: node.node.id,
    nodeName: node.node.name,
    nodeType: node.node.type,
    runIndex: intent.runIndex,
    class: intent.effect,
    environment,
    connection: request.connection ?? null,
    connectionIds: Object.values(node.node.connections ?? {}).flatMap(({ id }) => id ?? []),
    target: request.target,
    targets: request.targets,
    workflow: live.workflow,
    amount: intent.amount,
    cost: intent.cost,
    requesterId: live.requesterId,
    undoes: undoneBy(live, node)?.key ?? null,
    ...(database === null ? {} : inDatabase(database, request, node)),
  }
}

const databaseKind = 'database'

async function databaseOf(places: EffectPlaces, { live, node }: About): Promise<DatabasePlace | null> {
  const chosen = node.node.connections?.[databaseKind]
  if (chosen === undefined) return null
  return (await places.databaseOf?.(live.workflow.workspaceId, { kind: databaseKind, ...chosen })) ?? null
}

type InDatabase = Pick<EffectAction, 'connection' | 'connectionIds' | 'target' | 'targets'> & { readonly terms: string }

/** What it is, in place of what the workflow calls it: policies are about the instance, by whichever name it goes. */
function inDatabase(
  { id, name, host, terms }: DatabasePlace,
  { target, targets }: EffectRequest,
  { node }: PlanNode,
): InDatabase {
  const others = Object.entries(node.connections ?? {}).flatMap(([kind, one]) => (kind === databaseKind ? [] : (one.id ?? [])))
  return {
    connection: { kind: databaseKind, id, name },
    connectionIds: [id, ...others],
    target: target === null ? host : `${host}/${target}`,
    targets: targets.map((one) => `${host}/${one}`),
    terms,
  }
}

/** Receipts are read by people who need not know where a database is. */
function receiptOf({ connection, terms }: EffectAction, { target }: EffectRequest): Pick<GateNote, 'to' | 'c'> {
  if (terms === undefined || connection === null) return {}
  return { to: `${connection.name}/${target ?? ''}`, c: connection }
}

/** Of the connections that name where they lead to the most careful one, else what the workflow says, else production. */
async function environmentOf(
  places: EffectPlaces,
  { live, node }: About,
  database: DatabasePlace | null,
): Promise<EffectAction['environment']> {
  const chosen = Object.entries(node.node.connections ?? {}).filter(([kind]) => kind !== databaseKind)
  const said: (EffectAction['environment'] | null)[] = [database?.environment ?? null]
  for (const [kind, { id, name }] of chosen) {
    const one = places.environmentOf(live.workflow.workspaceId, { kind, id, name })
    said.push(one instanceof Promise ? await one : one)
  }
  return mostCareful(said) ?? live.plan.document.settings.environment ?? 'production'
}

function noteOf(action: EffectAction, { ground }: Exclude<GateVerdict, { kind: 'wait' }>): GateNote {
  const { environment, amount, cost, requesterId } = action
  const isSilent = ground.policies.length === 0 && ground.approvalId === null
  return {
    ...(isSilent ? {} : { g: ground }),
    env: environment,
    ...(amount === null ? {} : { am: amount }),
    ...(cost === null ? {} : { co: cost }),
    ...(requesterId === null ? {} : { rq: requesterId }),
  }
}

function refusal({ why, message, ground }: Extract<GateVerdict, { kind: 'refuse' }>): NodeError {
  const policies = ground.policies.map(({ id, name, version }) => ({ id, name, version }))
  const details: { refused: Refusal; policies: typeof policies; approvalId: string | null } = {
    refused: why,
    policies,
    approvalId: ground.approvalId,
  }
  return new NodeError(message, { details, retryable: false })
}
