import type { JsonObject } from '@steward/contract/item'
import { canonicalJson } from '#base/canonical-json'
import { newId } from '#base/id'
import type { RequestScope } from '#http'
import { record } from '#hub/audit'
import { withBuiltIns } from './built-in.ts'
import { checkedPolicy, type PolicyContent } from './check-policy.ts'
import { policyError } from './errors.ts'
import { type LivePolicies, policyChannel } from './live-policies.ts'
import {
  deletePolicyRow,
  listPolicyRows,
  lockPolicies,
  type PolicyTables,
  type PolicyTx,
  type StoredPolicy,
  tellPolicies,
  writePolicy,
} from './policy.store.ts'
import { requireDeciders } from './require-deciders.ts'

/** Every one of them is looked at before each effect. */
const maxPolicies = 200

export async function createPolicy(live: LivePolicies, scope: RequestScope, input: PolicyContent): Promise<StoredPolicy> {
  const { workspaceId, actorId, now } = scope
  const content = checkedPolicy(input)
  await requireDeciders(scope, content)
  const by = { createdBy: actorId, updatedBy: actorId, createdAt: now, updatedAt: now }
  const policy = { ...content, ...by, id: newId(), workspaceId, key: null, version: 1 }
  return await change(live, scope, async (tx, policies) => {
    if (policies.length >= maxPolicies) throw policyError.policy_too_many({ max: maxPolicies })
    await writePolicy(tx, { ...policy, now })
    await record(tx, scope, { ...about(policy), action: 'policy.created', new: told(policy) })
    return policy
  })
}

export type PolicyChange = { readonly id: string; readonly version: number } & {
  readonly [Name in keyof PolicyContent]?: PolicyContent[Name] | undefined
}

/** What is left out stays. A policy that comes with the product gets its row with the first change. */
export async function changePolicy(live: LivePolicies, scope: RequestScope, input: PolicyChange): Promise<StoredPolicy> {
  const { actorId, now } = scope
  return await change(live, scope, async (tx, policies) => {
    const present = findIn(policies, input.id)
    const { name, version } = present
    if (version !== input.version) throw policyError.policy_changed_meanwhile({ name, version })
    const content = checkedPolicy(changedBy(input, present))
    // A version of its own would ask again for approvals, though nothing is different.
    if (canonicalJson(contentOf(present)) === canonicalJson(content)) return present
    await requireDeciders(scope, content)
    const next = { ...present, ...content, version: version + 1, updatedBy: actorId, updatedAt: now }
    await writePolicy(tx, { ...next, now })
    await record(tx, scope, { ...about(next), action: 'policy.changed', old: told(present), new: told(next) })
    return next
  })
}

export async function deletePolicy(live: LivePolicies, scope: RequestScope, id: string): Promise<void> {
  await change(live, scope, async (tx, policies) => {
    const present = findIn(policies, id)
    if (present.key !== null) throw policyError.policy_built_in({ name: present.name })
    await deletePolicyRow(tx, scope.workspaceId, present.id)
    await record(tx, scope, { ...about(present), action: 'policy.deleted', old: told(present) })
  })
}

/** One change at a time, told to every process with its commit; this one knows before anybody is answered. */
async function change<R>(
  live: LivePolicies,
  { db, workspaceId }: RequestScope,
  work: (tx: PolicyTx, policies: readonly StoredPolicy[]) => Promise<R>,
): Promise<R> {
  return await db
    .transaction<PolicyTables, R>('effect', async (tx) => {
      await lockPolicies(tx, workspaceId)
      const result = await work(tx, withBuiltIns(workspaceId, await listPolicyRows(tx, workspaceId)))
      await tellPolicies(tx, `effect.${policyChannel}`, workspaceId)
      return result
    })
    .finally(() => live.forget(workspaceId))
}

export function findIn(policies: readonly StoredPolicy[], id: string): StoredPolicy {
  const found = policies.find((policy) => policy.id === id.toLowerCase())
  if (found === undefined) throw policyError.policy_not_found()
  return found
}

const contentOf = ({ name, description, isActive, answer, conditions, asking }: PolicyContent): PolicyContent => ({
  name,
  description,
  isActive,
  answer,
  conditions,
  asking,
})

const changedBy = (change: PolicyChange, present: StoredPolicy): PolicyContent => ({
  name: change.name ?? present.name,
  description: change.description === undefined ? present.description : change.description,
  isActive: change.isActive ?? present.isActive,
  answer: change.answer ?? present.answer,
  conditions: change.conditions ?? present.conditions,
  asking: change.asking === undefined ? present.asking : change.asking,
})

const about = ({ id }: StoredPolicy) => ({ resourceType: 'policy', resourceId: id })

const longestTold = 8_000

/** What the audit log says of it: everything, but for lists that would fill pages. */
function told(policy: StoredPolicy): JsonObject {
  const { conditions, ...short } = JSON.parse(JSON.stringify({ ...contentOf(policy), version: policy.version })) as JsonObject
  return { ...short, conditions: JSON.stringify(conditions).length > longestTold ? '[long]' : (conditions ?? null) }
}
