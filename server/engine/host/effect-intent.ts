import type { PlanNode } from '#engine/core'
import type { GateNote } from './ask-gate.ts'
import type { Intent } from './drive.ts'
import { effectKey } from './effect-key.ts'
import { describeRequest, type EffectRequest } from './effect-request.ts'
import { sumOf } from './effect-terms.ts'
import { effectText } from './effect-text.ts'
import type { IntentEntry } from './journal.ts'
import type { LiveExecution } from './live.ts'
import type { EngineCall } from './node-call.ts'
import { asUndo, undoneBy } from './undo.ts'

type About = {
  readonly live: LiveExecution
  readonly node: PlanNode
  readonly call: EngineCall
  readonly yield: () => Promise<void>
}

/** What a node is about to do. Throws `NodeError` where its amounts make no sense. */
export function intentOf(
  { live, node, call, ...options }: About,
  at: Pick<Intent, 'runIndex' | 'startedMs' | 'effect' | 'repeatable'>,
): Intent {
  const { amount, cost, class: said } = node.node.settings.effect ?? {}
  const { variables, environment } = live
  const withItems = at.effect === 'execute'
  return {
    ...at,
    itemCount: call.items.length,
    amount: sumOf(amount, call, 'amount'),
    cost: sumOf(cost, call, 'cost'),
    // Whoever says something of its effect wants it to be asked for.
    gated: node.definition?.inner !== true || said !== undefined,
    describe: () => describeRequest({ node, call, withItems, variables, environment, ...options }),
    text: (action) => asUndo(live, node, effectText({ node, call, hidden: variables.hidden }, action)),
  }
}

type Told = { readonly intent: Intent; readonly request: EffectRequest; readonly note: GateNote | undefined }

/** The word that is stored before an effect happens. */
export function intentEntry(live: LiveExecution, planned: PlanNode, { intent, request, note }: Told): IntentEntry {
  const { target, connection, hash } = request
  const { node } = planned
  const undone = undoneBy(live, planned)
  return {
    k: 'intent',
    n: node.id,
    r: intent.runIndex,
    e: intent.effect,
    t: intent.startedMs,
    rep: intent.repeatable,
    key: effectKey(live.id, node.id, intent.runIndex),
    name: node.name,
    ...(target === null ? {} : { to: target }),
    ...(connection === undefined ? {} : { c: connection }),
    q: hash,
    ...note,
    ...(undone === undefined ? {} : { un: undone.key }),
    ty: node.type,
    ...(intent.effect === 'read' ? {} : { ex: request.excerpt() }),
  }
}
