import type { EffectClass } from '@steward/contract/effect'
import type { Databases } from '#db'

/** Which kinds of effect each of these executions has a receipt of; those without any are left out. */
export async function effectClassesOf(
  db: Databases,
  workspaceId: string,
  executionIds: readonly string[],
): Promise<Map<string, EffectClass[]>> {
  // The receipts of an execution begin with its time: a short range of the primary key for each.
  const { rows } = await db.pool('effect').query<{ execution_id: string; classes: EffectClass[] }>(
    `select e.id as execution_id, array_agg(distinct r.class) as classes
       from unnest($2::uuid[]) as e(id)
       cross join lateral (
         select class from receipts
          where workspace_id = $1 and execution_id = e.id
            and id >= (left(e.id::text, 13) || '-0000-0000-000000000000')::uuid
            and id <= (left(e.id::text, 13) || '-ffff-ffff-ffffffffffff')::uuid
       ) r group by 1`,
    [workspaceId, executionIds],
  )
  return new Map(rows.map((row) => [row.execution_id, row.classes]))
}
