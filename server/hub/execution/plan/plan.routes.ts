import * as contract from '@steward/contract/api/plan'
import type { JsonObject } from '@steward/contract/item'
import { can } from '@steward/contract/permission'
import { route, type Route } from '#http'
import type { Gate } from '#hub/effect'
import type { Executions } from '../executions.ts'
import { executionError } from '../errors.ts'
import { planError } from './errors.ts'
import { planWorkflow } from './plan-workflow.ts'

/** A document of 10 MB and what is around it. */
const documentBody = { maxBodyBytes: 11_000_000 }

export function planRoutes(executions: Executions, gate: Gate): readonly Route[] {
  return [
    route(
      contract.planWorkflow,
      ({ scope, actor, params, body }) => {
        const { document, trigger, items, recording, ...part } = body
        if (document !== undefined && !can(actor.grants, 'workflow:write')) throw planError.draft_needs_right()
        if (part.from !== undefined && !can(actor.grants, 'execution:read')) throw executionError.needs_reading()
        const { db, workspaceId, actorId } = scope
        const given = items as JsonObject[] | undefined
        return planWorkflow(executions, gate, {
          db,
          workspaceId,
          actorId,
          id: params.id,
          document,
          trigger,
          items: given,
          recording,
          ...part,
        })
      },
      documentBody,
    ),
    route(
      contract.planDocument,
      ({ scope, body }) => {
        const { document, trigger, items } = body
        const { db, workspaceId, actorId } = scope
        const given = items as JsonObject[] | undefined
        return planWorkflow(executions, gate, {
          db,
          workspaceId,
          actorId,
          id: undefined,
          document,
          trigger,
          items: given,
          recording: undefined,
        })
      },
      documentBody,
    ),
  ]
}
