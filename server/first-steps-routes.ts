import { firstSteps, getFirstSteps } from '@steward/contract/api/first-steps'
import type { Scope } from '#db'
import { route, type Route } from '#http'
import { hasConnection } from '#hub/connector'
import { hasPolicy } from '#hub/effect'
import { hasCompleted } from '#hub/execution'
import { hasOthers } from '#hub/tenant'
import { countWorkflows } from '#hub/workflow'

type Step = (typeof firstSteps)[number]

/** Each hub tells of its own. */
export const firstStepRoutes: readonly Route[] = [
  route(getFirstSteps, async ({ scope }) => {
    const done = await whatIsDone(scope)
    return { steps: firstSteps.map((name) => ({ name, isDone: done[name] })) }
  }),
]

async function whatIsDone({ db, workspaceId }: Scope): Promise<Readonly<Record<Step, boolean>>> {
  const [workflows, run, connection, policy, invited] = await Promise.all([
    countWorkflows(db, workspaceId),
    hasCompleted(db.pool('execution'), workspaceId),
    hasConnection(db, workspaceId),
    hasPolicy(db, workspaceId),
    hasOthers(db, workspaceId),
  ])
  return { workflow: workflows.all > 0, published: workflows.active > 0, run, connection, policy, invited }
}
