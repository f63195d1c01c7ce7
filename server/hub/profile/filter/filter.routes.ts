import * as contract from '@steward/contract/api/saved-filter'
import { can } from '@steward/contract/permission'
import { type Call, route, type Route } from '#http'
import { changeFilter, deleteSavedFilter, type FilterScope, listSavedFilters, saveFilter } from './saved-filters.ts'

const scopeOf = ({ scope, actor }: Pick<Call, 'scope' | 'actor'>): FilterScope => ({
  ...scope,
  actorId: actor.userId,
  mayManage: can(actor.grants, 'member:manage'),
})

export const savedFilterRoutes: readonly Route[] = [
  route(contract.listSavedFilters, async (call) => ({ items: await listSavedFilters(scopeOf(call), call.query.page) })),
  route(contract.createSavedFilter, (call) => saveFilter(scopeOf(call), call.body)),
  route(contract.changeSavedFilter, (call) => changeFilter(scopeOf(call), { ...call.body, id: call.params.id })),
  route(contract.deleteSavedFilter, (call) => deleteSavedFilter(scopeOf(call), call.params.id)),
]
