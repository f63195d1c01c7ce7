import * as contract from '@steward/contract/api/variable'
import type { Databases } from '#db'
import { route, type Route } from '#http'
import type { PeopleNames } from '../show-config.ts'
import { changeVariable, createVariable, deleteVariable, type VariableHouse } from './change-variable.ts'
import { listVariableRows, type StoredVariable } from './variable.store.ts'

export type VariableRoutesParts = VariableHouse & { readonly names: PeopleNames }

type Known = { readonly people: ReadonlyMap<string, string>; readonly workflows: ReadonlyMap<string, string> }

/** The variables of workflows. Values of secret ones leave by no answer. */
export function variableRoutes(parts: VariableRoutesParts): Route[] {
  const show = async (db: Databases, workspaceId: string, rows: readonly StoredVariable[]): Promise<contract.Variable[]> => {
    const [people, workflows] = await Promise.all([
      parts.names(
        db,
        rows.flatMap((row) => row.updatedBy ?? []),
      ),
      parts.workflowNames(
        db,
        workspaceId,
        rows.flatMap((row) => row.workflowId ?? []),
      ),
    ])
    return rows.map((row) => asAnswer(row, { people, workflows }))
  }
  const showOne = async (db: Databases, row: StoredVariable): Promise<contract.Variable> => {
    const [shown] = await show(db, row.workspaceId, [row])
    return shown ?? asAnswer(row, { people: new Map(), workflows: new Map() })
  }
  return [
    route(contract.listVariables, async ({ scope, actor }) => {
      const rows = await listVariableRows(scope.db, scope.workspaceId)
      const mine = rows.filter(({ userId }) => userId === null || userId === actor.userId)
      return { items: await show(scope.db, scope.workspaceId, mine) }
    }),
    route(contract.createVariable, async ({ scope, body }) =>
      showOne(
        scope.db,
        await createVariable(parts, scope, {
          name: body.name,
          value: body.value,
          secret: body.secret ?? false,
          scope: body.scope,
          workflowId: body.workflowId ?? null,
          description: body.description ?? null,
        }),
      ),
    ),
    route(contract.changeVariable, async ({ scope, params, body }) =>
      showOne(scope.db, await changeVariable(parts, scope, { ...body, id: params.id })),
    ),
    route(contract.deleteVariable, ({ scope, params, query }) =>
      deleteVariable(parts, scope, { id: params.id, version: query.version }),
    ),
  ]
}

function asAnswer(row: StoredVariable, { people, workflows }: Known): contract.Variable {
  return {
    id: row.id,
    name: row.name,
    value: row.secret ? null : row.value,
    secret: row.secret,
    scope: row.scope,
    workflow: row.workflowId === null ? null : { id: row.workflowId, name: workflows.get(row.workflowId) ?? null },
    description: row.description,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy === null ? null : { id: row.updatedBy, name: people.get(row.updatedBy) ?? null },
  }
}
