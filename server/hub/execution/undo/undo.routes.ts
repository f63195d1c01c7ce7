import { getUndo, undoExecution } from '@steward/contract/api/undo'
import { route, type Route } from '#http'
import { executionError } from '../errors.ts'
import { findExecution, summaryOf } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import { showUndo, takeEffectsBack } from './take-effects-back.ts'

/** The endpoints by which the effects of an execution are taken back. */
export function undoRoutes(executions: Executions): Route[] {
  return [
    route(getUndo, ({ params, scope }) => showUndo(executions, scope, params.id)),
    route(undoExecution, async ({ params, body, scope }) => {
      const id = await takeEffectsBack(executions, scope, { id: params.id, nodes: body.nodes })
      const row = await findExecution(scope.db.pool('execution'), scope.workspaceId, id)
      if (row === undefined) throw executionError.not_found()
      return summaryOf(row)
    }),
  ]
}
