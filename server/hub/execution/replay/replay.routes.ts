import { replayExecution as endpoint } from '@steward/contract/api/replay'
import { route, type Route } from '#http'
import type { Executions } from '../executions.ts'
import { replayExecution } from './replay-execution.ts'

export function replayRoutes(executions: Executions): readonly Route[] {
  return [
    route(endpoint, ({ params, body, scope }) =>
      replayExecution(executions, { db: scope.db, workspaceId: scope.workspaceId, id: params.id, version: body.version }),
    ),
  ]
}
