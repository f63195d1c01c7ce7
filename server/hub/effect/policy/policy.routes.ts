import * as contract from '@steward/contract/api/policy'
import type { Scope } from '#db'
import { route, type Route } from '#http'
import { findPeople } from '#hub/identity'
import { withBuiltIns } from './built-in.ts'
import { changePolicy, createPolicy, deletePolicy } from './change-policy.ts'
import type { PolicyContent } from './check-policy.ts'
import type { LivePolicies } from './live-policies.ts'
import { listPolicyRows, type StoredPolicy } from './policy.store.ts'
import { tryPolicy } from './try-policy.ts'

export const policyRoutes = (live: LivePolicies): readonly Route[] => [
  route(contract.listPolicies, async ({ scope }) => {
    const rows = await listPolicyRows(scope.db, scope.workspaceId)
    return { items: await asAnswers(scope, withBuiltIns(scope.workspaceId, rows)) }
  }),
  route(contract.createPolicy, async ({ scope, body }) => asAnswer(scope, await createPolicy(live, scope, contentOf(body)))),
  route(contract.changePolicy, async ({ scope, params, body }) =>
    asAnswer(scope, await changePolicy(live, scope, { ...body, id: params.id })),
  ),
  route(contract.deletePolicy, async ({ scope, params }) => deletePolicy(live, scope, params.id)),
  route(contract.tryPolicy, async ({ scope, body }) =>
    tryPolicy(scope, { policy: contentOf(body.policy), replaces: body.replaces, days: body.days ?? 7 }),
  ),
]

const contentOf = (body: contract.NewPolicy): PolicyContent => ({
  ...body,
  description: body.description ?? null,
  isActive: body.isActive ?? true,
  asking: body.asking ?? null,
})

async function asAnswer(scope: Scope, policy: StoredPolicy): Promise<contract.Policy> {
  const [answer] = await asAnswers(scope, [policy])
  return answer as contract.Policy
}

async function asAnswers({ db }: Scope, policies: readonly StoredPolicy[]): Promise<contract.Policy[]> {
  const ids = policies.flatMap(({ updatedBy }) => updatedBy ?? [])
  const people = await findPeople(db, ids)
  return policies.map(({ id, key, name, description, isActive, answer, conditions, asking, version, updatedBy, updatedAt }) => {
    const by = updatedBy === null ? undefined : people.get(updatedBy)
    return {
      id,
      key,
      name,
      description,
      isActive,
      answer,
      conditions,
      asking,
      version,
      updatedAt: updatedAt?.toISOString() ?? null,
      updatedBy: by === undefined ? null : { id: by.id, name: by.name, email: by.email },
    }
  })
}
