import * as contract from '@steward/contract/api/node-list'
import { route, type Route } from '#http'
import { type NodeListContext, readNodeList } from './node-list.ts'

export function nodeListRoutes(context: NodeListContext): readonly Route[] {
  return [
    route(contract.listChoices, async ({ scope, params, body }) => readNodeList(context, scope, { ...params, ...body }), {
      maxBodyBytes: 1_100_000,
    }),
  ]
}
