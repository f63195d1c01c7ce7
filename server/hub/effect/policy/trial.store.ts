import type { Environment, SubjectKind } from '@steward/contract/api/policy'
import type { EffectClass } from '@steward/contract/effect'
import type { Databases } from '#db'

/** An effect of the past, as far as policies look at it. */
export type PastEffect = {
  readonly id: string
  readonly at: Date
  readonly subject: SubjectKind
  readonly class: EffectClass
  readonly environment: Environment
  readonly connector: string | null
  readonly connectionKind: string | null
  readonly connectionId: string | null
  readonly connectionName: string | null
  readonly workflowId: string | null
  readonly workflowName: string | null
  readonly workflowVersion: number | null
  readonly nodeName: string
  readonly target: string | null
  readonly amount: string | null
  readonly currency: string | null
}

/** Newest first. Where a receipt does not say where something happened, it is taken for production. */
export async function listPastEffects(
  db: Databases,
  wanted: { readonly workspaceId: string; readonly from: Date; readonly withReads: boolean; readonly limit: number },
): Promise<PastEffect[]> {
  const { rows } = await db.pool('effect').query<PastEffect>(
    `select id, intended_at as at, subject_kind as subject, class, coalesce(environment, 'production') as environment, connector,
       connection_kind as "connectionKind", connection_id as "connectionId", connection_name as "connectionName",
       workflow_id as "workflowId", workflow_name as "workflowName", workflow_version as "workflowVersion", node_name as "nodeName",
       target, amount, amount_currency as currency
     from receipts
     where workspace_id = $1 and intended_at >= $2 ${wanted.withReads ? '' : `and class <> 'read'`}
     order by intended_at desc, id desc limit $3`,
    [wanted.workspaceId, wanted.from, wanted.limit],
  )
  return rows
}
