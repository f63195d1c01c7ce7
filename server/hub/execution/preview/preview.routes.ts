import * as contract from '@steward/contract/api/preview'
import { can } from '@steward/contract/permission'
import type { BinaryValue } from '@steward/contract/item'
import { describeNames } from '#engine/expression'
import { route, type Route, sendDownload } from '#http'
import type { Executions } from '../executions.ts'
import { hasFile } from '../storage/file-references.store.ts'
import { DrawnWorkflows } from './drawn-workflows.ts'
import { previewError } from './errors.ts'
import { previewExpressions } from './preview-expressions.ts'
import { RecordedExecutions } from './recorded.ts'

const mimeType = 'application/octet-stream'

type Files = { read(value: BinaryValue): Promise<Uint8Array> }

/** Looking at data while a workflow is drawn. */
export function previewRoutes(executions: Executions, files: Files): readonly Route[] {
  const tools = { executions, recordings: new RecordedExecutions(), workflows: new DrawnWorkflows() }
  return [
    route(
      contract.previewExpressions,
      ({ scope, actor, params, body }) => {
        const { db, workspaceId, actorId } = scope
        const { node, expressions, executionId, runIndex, itemIndex } = body
        const { grants } = actor
        const mayRead = { variables: can(grants, 'variable:read'), environment: can(grants, 'workflow:write') }
        const wish = { db, workspaceId, actorId, mayRead, workflowId: params.id, node, expressions }
        return previewExpressions(tools, { ...wish, executionId, runIndex, itemIndex })
      },
      { maxBodyBytes: 5_100_000 },
    ),
    route(contract.listExpressionNames, () => ({ items: [...describeNames()] })),
    route(contract.downloadItemFile, async ({ scope, params, query, reply }) => {
      const { db, workspaceId } = scope
      const isThere = await hasFile(db.pool('execution'), { workspaceId, executionId: params.id, fileId: params.fileId })
      const bytes = isThere ? await files.read({ mimeType, id: params.fileId }).catch(() => undefined) : undefined
      if (bytes === undefined) throw previewError.file_not_found()
      // Whatever the bytes claim to be, they are never a page of ours.
      const about = { contentType: mimeType, fileName: query.name ?? params.fileId }
      await sendDownload(reply, about, only(bytes))
      return undefined as never
    }),
  ]
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
