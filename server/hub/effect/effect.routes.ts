import { getEffect, listEffects } from '@steward/contract/api/effect'
import { route, type Route } from '#http'
import { getReceipt, listReceipts } from './receipt/read-receipts.ts'

export const effectRoutes: readonly Route[] = [
  route(listEffects, ({ scope, query }) => listReceipts(scope, query)),
  route(getEffect, ({ scope, params }) => getReceipt(scope, params.id)),
]
