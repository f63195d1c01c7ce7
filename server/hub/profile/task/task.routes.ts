import * as contract from '@steward/contract/api/task'
import { type Call, route, type Route, sendDownload } from '#http'
import { type ExportParts, openExport, startExport } from './exports.ts'
import { cancelTask, dismissTask, listTasks, reportTask, startTask, type TaskScope } from './tasks.ts'

const scopeOf = ({ scope, actor }: Pick<Call, 'scope' | 'actor'>): TaskScope => ({ ...scope, actorId: actor.userId })

export const taskRoutes = (parts: ExportParts): readonly Route[] => [
  route(contract.listTasks, async (call) => ({ items: await listTasks(scopeOf(call)) })),
  route(contract.startTask, (call) => startTask(scopeOf(call), call.body)),
  route(contract.reportTask, (call) => reportTask(scopeOf(call), call.params.id, call.body)),
  route(contract.cancelTask, (call) => cancelTask(scopeOf(call), call.params.id)),
  route(contract.dismissTask, (call) => dismissTask(scopeOf(call), call.params.id)),
  route(contract.startExport, (call) => startExport(call, parts, { filter: {}, ...call.body })),
  route(contract.downloadExport, async (call) => {
    const { chunks, ...file } = await openExport(call, parts, call.params.id)
    await sendDownload(call.reply, file, chunks)
    return null
  }),
]
