import { type Circuit, listCircuits, resetCircuit } from '@steward/contract/api/circuit'
import { route, type Route } from '#http'
import { executionError } from '../errors.ts'
import { type CircuitRow, deleteCircuit, listCircuitRows } from './circuit.store.ts'
import type { Circuits } from './circuits.ts'

/** The endpoints of connections whose services fail. */
export function circuitRoutes(circuits: Circuits): Route[] {
  return [
    route(listCircuits, async ({ scope }) => ({
      items: (await listCircuitRows(scope.db.pool('execution'), scope.workspaceId)).map(asAnswer),
    })),
    route(resetCircuit, async ({ params, scope }) => {
      const forgotten = await deleteCircuit(scope.db.pool('execution'), scope.workspaceId, params.id)
      if (forgotten === undefined) throw executionError.circuit_not_found()
      await circuits.changed(forgotten)
    }),
  ]
}

function asAnswer(row: CircuitRow): Circuit {
  return {
    id: row.id,
    connectionId: row.connection,
    connectionName: row.connection_name,
    state: row.state,
    failures: row.failures,
    lastFailure: row.last_failure,
    lastFailedAt: row.last_failed_at.toISOString(),
    opened: row.opened,
    openUntil: row.open_until?.toISOString() ?? null,
  }
}
