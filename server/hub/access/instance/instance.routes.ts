import * as contract from '@steward/contract/api/instance'
import * as catalog from '@steward/contract/api/catalog'
import { type Call, route, type Route } from '#http'
import type { AccessContext, AccessScope } from '../context.ts'
import { browseCatalog, checkHealth, sampleTable } from './look-into.ts'
import { changeInstance, createInstance, deleteInstance } from './save-instance.ts'
import { listInstances, showInstance } from './show-instance.ts'

export function instanceRoutes(context: AccessContext): readonly Route[] {
  const scopeOf = ({ scope, actor }: Pick<Call, 'scope' | 'actor'>): AccessScope => ({ ...context, ...scope, actor })
  return [
    route(contract.listInstances, async (call) => ({ items: await listInstances(scopeOf(call)) })),
    route(contract.createInstance, async (call) => {
      const scope = scopeOf(call)
      return await showInstance(scope, await createInstance(scope, call.body))
    }),
    route(contract.getInstance, (call) => showInstance(scopeOf(call), call.params.id)),
    route(contract.changeInstance, async (call) => {
      const scope = scopeOf(call)
      await changeInstance(scope, call.params.id, call.body)
      return await showInstance(scope, call.params.id)
    }),
    route(contract.deleteInstance, (call) => deleteInstance(scopeOf(call), call.params.id)),
    route(catalog.checkInstance, async (call) => ({
      items: await checkHealth(scopeOf(call), call.params.id, call.query.database),
    })),
    route(catalog.browseInstance, async (call) => ({
      items: await browseCatalog(scopeOf(call), call.params.id, call.query.database),
    })),
    route(catalog.sampleTable, (call) => {
      const { database, schema = null, table } = call.body
      return sampleTable(scopeOf(call), call.params.id, { database, schema, table })
    }),
  ]
}
