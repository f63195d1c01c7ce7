import * as contract from '@steward/contract/api/query'
import * as result from '@steward/contract/api/query-result'
import { newId } from '#base/id'
import { type Call, requirePermissionOn, route, type Route, sendDownload, sendEvents } from '#http'
import type { AccessContext, AccessScope } from '../context.ts'
import type { QueryFeed } from '../feed.ts'
import { seenInstance } from '../instance/show-instance.ts'
import { downloadResult, readResult } from '../result/read-result.ts'
import { analyseText } from './analyse.ts'
import { cancelQuery } from './cancel-query.ts'
import { changeQuery } from './change-query.ts'
import { foresee } from './foresee.ts'
import { asAnalysis, comment, listQueries, showComments, showQuery } from './show-query.ts'
import { repeatQuery, submitQuery, submitUndo } from './submit-query.ts'

/** A script may be a file of a megabyte, and JSON makes it longer. */
const bodyBytesMax = 4_000_000

export function queryRoutes(context: AccessContext & { readonly feed: QueryFeed }): readonly Route[] {
  const scopeOf = ({ scope, actor }: Pick<Call, 'scope' | 'actor'>): AccessScope => ({ ...context, ...scope, actor })
  const large = { maxBodyBytes: bodyBytesMax }
  return [
    route(
      contract.analyseQuery,
      async (call) => {
        const scope = scopeOf(call)
        const { instanceId, ...text } = call.body
        const instance = await seenInstance(scope, instanceId)
        requirePermissionOn(call.actor, 'query:submit', { podId: instance.podId })
        const analysis = await analyseText(scope, instance, text)
        return { analysis: asAnalysis(analysis), ...(await foresee(scope, instance, { id: newId(), text, analysis })) }
      },
      large,
    ),
    route(
      contract.submitQuery,
      async (call) => {
        const scope = scopeOf(call)
        return await showQuery(scope, await submitQuery(scope, call.body))
      },
      large,
    ),
    route(contract.listQueries, (call) => listQueries(scopeOf(call), call.query)),
    route(contract.getQuery, (call) => showQuery(scopeOf(call), call.params.id)),
    route(
      contract.changeQuery,
      async (call) => {
        const scope = scopeOf(call)
        await changeQuery(scope, call.params.id, call.body)
        return await showQuery(scope, call.params.id)
      },
      large,
    ),
    route(contract.cancelQuery, async (call) => {
      const scope = scopeOf(call)
      await cancelQuery(scope, call.params.id, call.body.reason)
      return await showQuery(scope, call.params.id)
    }),
    route(contract.repeatQuery, async (call) => {
      const scope = scopeOf(call)
      return await showQuery(scope, await repeatQuery(scope, call.params.id, call.body))
    }),
    route(contract.undoQuery, async (call) => {
      const scope = scopeOf(call)
      return await showQuery(scope, await submitUndo(scope, call.params.id, call.body.comments ?? null))
    }),
    route(result.listQueryComments, async (call) => ({ items: await showComments(scopeOf(call), call.params.id) })),
    route(result.commentOnQuery, (call) => comment(scopeOf(call), call.params.id, call.body.text)),
    route(result.readQueryResult, (call) => {
      const { from = 0, limit = 100 } = call.query
      return readResult(scopeOf(call), { id: call.params.id, from, limit })
    }),
    route(result.downloadQueryResult, async (call) => {
      const { chunks, ...about } = await downloadResult(scopeOf(call), call.params.id, call.query.format)
      await sendDownload(call.reply, about, chunks)
    }),
    route(result.watchQueries, (call) => {
      sendEvents(call.reply, (sink) => context.feed.watch(call.actor, sink))
      return undefined as never
    }),
  ]
}
