import { setImmediate } from 'node:timers/promises'
import type { PolicyAnswer, tryPolicy as contract } from '@steward/contract/api/policy'
import type { Scope } from '#db'
import { withBuiltIns } from './built-in.ts'
import { findIn } from './change-policy.ts'
import { checkedPolicy, type PolicyContent } from './check-policy.ts'
import { evaluate, holds, type Judged, type Rule } from './evaluate.ts'
import { listPolicyRows } from './policy.store.ts'
import { listPastEffects, type PastEffect } from './trial.store.ts'

type Trial = NonNullable<(typeof contract)['types']>['answer']

const maxEffects = 10_000
const maxExamples = 20
/** Others want their turn in between. */
const effectsPerTurn = 250

type Wanted = { readonly policy: PolicyContent; readonly replaces: string | undefined; readonly days: number }

/** Judges the effects of the last days by the policies of now, and by those with this one, in place of another or beside them. */
export async function tryPolicy(scope: Scope, { policy, replaces, days }: Wanted): Promise<Trial> {
  const { db, workspaceId, now } = scope
  const candidate: Rule = { ...checkedPolicy(policy), id: replaces?.toLowerCase() ?? untold, version: 0 }
  const present = withBuiltIns(workspaceId, await listPolicyRows(db, workspaceId))
  const replaced = replaces === undefined ? undefined : findIn(present, replaces)
  const next = [...present.filter((one) => one !== replaced), candidate]
  const from = new Date(now.getTime() - days * 86_400_000)
  const withReads = [candidate, replaced].some((one) => one?.conditions.classes?.includes('read') === true)
  const found = await listPastEffects(db, { workspaceId, from, withReads, limit: maxEffects + 1 })
  const effects = found.slice(0, maxEffects)

  const answered: Record<PolicyAnswer, number> = { allow: 0, ask: 0, deny: 0 }
  const changes: { effect: PastEffect; before: PolicyAnswer; after: PolicyAnswer }[] = []
  for (const [index, effect] of effects.entries()) {
    if (index % effectsPerTurn === effectsPerTurn - 1) await setImmediate()
    const action = asAction(effect)
    const [before, after] = [evaluate(present, action).answer, evaluate(next, action).answer]
    if (holds(candidate, action)) answered[after] += 1
    if (before !== after) changes.push({ effect, before, after })
  }
  return {
    from: from.toISOString(),
    considered: effects.length,
    isPartial: found.length > maxEffects,
    matched: answered.allow + answered.ask + answered.deny,
    allowed: answered.allow,
    asked: answered.ask,
    denied: answered.deny,
    changed: changes.length,
    examples: changes.slice(0, maxExamples).map(asLine),
  }
}

/** Of a policy that does not exist yet. */
const untold = '00000000-0000-0000-0000-000000000000'

function asAction(effect: PastEffect): Judged {
  const { subject, connectionKind: kind, connectionId: id, workflowId, workflowName, workflowVersion, amount, currency } = effect
  return {
    ...effect,
    subject: { kind: subject },
    connection: kind === null ? null : { kind, id, name: effect.connectionName ?? '' },
    workflow: workflowId === null ? null : { id: workflowId, name: workflowName ?? '', version: workflowVersion ?? 0 },
    amount: amount === null || currency === null ? null : { minor: amount, currency },
  }
}

function asLine({ effect, before, after }: { effect: PastEffect; before: PolicyAnswer; after: PolicyAnswer }) {
  const { id, at, class: effectClass, environment, workflowName, connectionName, nodeName, target } = effect
  return {
    receiptId: id,
    at: at.toISOString(),
    class: effectClass,
    environment,
    // A query belongs to no workflow, but to a database.
    workflowName: workflowName ?? connectionName ?? '',
    nodeName,
    target,
    before,
    after,
  }
}
