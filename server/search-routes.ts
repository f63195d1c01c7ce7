import { searchAll, type SearchHit } from '@steward/contract/api/search'
import { can, canSomewhere } from '@steward/contract/permission'
import type { Found } from '#base/found'
import { type Call, route, type Route } from '#http'
import { type AccessContext, searchQueries } from '#hub/access'
import { searchConnections } from '#hub/connector'
import { searchApprovals } from '#hub/effect'
import { searchExecutions } from '#hub/execution'
import { searchMembers } from '#hub/tenant'
import { searchWorkflows } from '#hub/workflow'

/** Asks every hub that has something to be found; each sees the workspace of the caller alone. */
export const searchRoutes = (access: AccessContext): readonly Route[] => [
  route(searchAll, async (call) => {
    const { q, limit = 20 } = call.query
    const text = q.replaceAll('\0', ' ').trim()
    if (text === '') return { items: [] }
    const found = await findEverywhere(call, access, { text, limit })
    const best = found.toSorted((a, b) => b.score - a.score || (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
    return { items: best.slice(0, limit).map(asHit) }
  }),
]

/** What the caller may not read is not asked for. */
async function findEverywhere(
  { scope, actor }: Call<typeof searchAll>,
  access: AccessContext,
  input: { readonly text: string; readonly limit: number },
): Promise<Found[]> {
  const { grants } = actor
  const viewing = { ...scope, grants }
  const workflows = can(grants, 'workflow:read') ? await searchWorkflows(scope, input) : []
  const named = workflows.filter((one) => one.nodeId === null).map(({ id }) => id)
  const others = await Promise.all([
    can(grants, 'execution:read') ? searchExecutions(scope, { ...input, workflowIds: named.slice(0, 3) }) : [],
    can(grants, 'connection:read') ? searchConnections(scope, input) : [],
    can(grants, 'execution:read') ? searchApprovals(viewing, input) : [],
    canSomewhere(grants, 'query:read') ? searchQueries({ ...access, ...scope, actor }, input) : [],
    can(grants, 'member:read') ? searchMembers({ ...scope, actor }, input) : [],
  ])
  return [...workflows, ...others.flat()]
}

const asHit = ({ kind, id, title, detail, status, at, nodeId }: Found): SearchHit => ({
  kind,
  id,
  title,
  detail,
  status,
  at: at?.toISOString() ?? null,
  nodeId,
})
