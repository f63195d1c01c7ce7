import { exportEffects, getEffect, listEffects, summariseEffects } from '@steward/contract/api/effect'
import { route, type Route, sendDownload } from '#http'
import { exportOfReceipts } from './receipt/export-receipts.ts'
import { getReceipt, listReceipts, summariseReceipts } from './receipt/read-receipts.ts'

export const effectRoutes: readonly Route[] = [
  route(listEffects, ({ scope, query }) => listReceipts(scope, query)),
  route(summariseEffects, ({ scope, query }) => summariseReceipts(scope, query)),
  route(exportEffects, async ({ scope, query, reply }) => {
    const { chunks, ...file } = await exportOfReceipts(scope, query)
    await sendDownload(reply, file, chunks)
    return null
  }),
  route(getEffect, ({ scope, params }) => getReceipt(scope, params.id)),
]
