import { convertWorkflow as conversion } from '@steward/contract/api/conversion'
import * as contract from '@steward/contract/api/workflow'
import { toN8n } from '#engine/document'
import { type Call, type RequestScope, route, type Route } from '#http'
import { changeWorkflow } from './change-workflow.ts'
import { createWorkflow } from './create-workflow.ts'
import { deleteWorkflow } from './delete-workflow.ts'
import { draftRoutes } from './draft/draft.routes.ts'
import { listWorkflows } from './list-workflows.ts'
import { folderRoutes } from './folder/folder.routes.ts'
import { deactivateWorkflow } from './listening/deactivate-workflow.ts'
import { nodeKindRoutes } from './node-kind.routes.ts'
import { publicationRoutes } from './publication/publication.routes.ts'
import { publishWorkflow } from './publication/publish-workflow.ts'
import { saveWorkflow } from './save-workflow.ts'
import type { WorkflowContext, WorkflowScope } from './scope.ts'
import { showWorkflow } from './show-workflow.ts'
import { listTagRows } from './tag/tag.store.ts'
import { templateRoutes } from './template/template.routes.ts'
import { convertWorkflow } from './transfer/convert-workflow.ts'
import { checkFiles, importFiles } from './transfer/import-workflows.ts'
import { getVersion, listVersions } from './version/list-versions.ts'

/** A document of 10 MB and what is around it. */
const documentBody = { maxBodyBytes: 11_000_000 }
const importBody = { maxBodyBytes: 100_000_000 }

export function workflowRoutes(context: WorkflowContext): readonly Route[] {
  const within = (scope: RequestScope): WorkflowScope => ({ ...scope, ...context })
  return [
    ...documentRoutes(within),
    ...lifeRoutes(within),
    ...versionRoutes(within),
    ...draftRoutes(within),
    ...transferRoutes(within),
    ...publicationRoutes(context),
    ...folderRoutes(within),
    ...templateRoutes(within),
    ...nodeKindRoutes(context.catalog),
  ]
}

type Within = (scope: RequestScope) => WorkflowScope

function documentRoutes(within: Within): readonly Route[] {
  return [
    route(contract.listWorkflows, async ({ scope, query }) => listWorkflows(scope, query)),
    route(
      contract.createWorkflow,
      async ({ scope, body }) => {
        const { id } = await createWorkflow(within(scope), { document: body.document })
        return await showWorkflow(within(scope), id)
      },
      documentBody,
    ),
    route(contract.getWorkflow, async ({ scope, params }) => showWorkflow(within(scope), params.id)),
    route(
      contract.saveWorkflow,
      async ({ scope, params, body }) => {
        const { note = null, ...rest } = body
        await saveWorkflow(within(scope), { id: params.id, ...rest, note })
        return await showWorkflow(within(scope), params.id)
      },
      documentBody,
    ),
    route(contract.listTags, async ({ scope }) => ({ items: await listTagRows(scope.db, scope.workspaceId) })),
  ]
}

function lifeRoutes(within: Within): readonly Route[] {
  return [
    route(contract.changeWorkflow, async ({ scope, params, body }) => {
      await changeWorkflow(within(scope), { id: params.id, ...body })
      return await showWorkflow(within(scope), params.id)
    }),
    route(contract.deleteWorkflow, async ({ scope, params }) => deleteWorkflow(within(scope), params)),
    route(contract.activateWorkflow, async ({ scope, params }) => {
      await publishWorkflow(within(scope), params)
      return await showWorkflow(within(scope), params.id)
    }),
    route(contract.deactivateWorkflow, async ({ scope, params }) => {
      await deactivateWorkflow(within(scope), params)
      return await showWorkflow(within(scope), params.id)
    }),
  ]
}

function versionRoutes(within: Within): readonly Route[] {
  return [
    route(contract.listVersions, async ({ scope, params, query }) => listVersions(scope, { ...params, ...query })),
    route(contract.getVersion, async ({ scope, params }) => getVersion(scope, params)),
    route(contract.restoreVersion, async ({ scope, params }) => {
      const { document } = await getVersion(scope, params)
      await saveWorkflow(within(scope), {
        id: params.id,
        document,
        baseVersion: 'newest',
        note: `Restored from version ${params.number}.`,
      })
      return await showWorkflow(within(scope), params.id)
    }),
  ]
}

function transferRoutes(within: Within): readonly Route[] {
  return [
    route(contract.exportWorkflow, async (call) => exportFile(call, within(call.scope))),
    route(conversion, ({ scope, body }) => convertWorkflow(within(scope), body.content), documentBody),
    route(contract.checkImport, async ({ scope, body }) => ({ lines: checkFiles(within(scope), body.files) }), importBody),
    route(
      contract.importWorkflows,
      async ({ scope, body }) => ({
        lines: await importFiles(within(scope), { files: body.files, activate: body.activate ?? false }),
      }),
      importBody,
    ),
  ]
}

async function exportFile(
  { params, query, reply }: Call<typeof contract.exportWorkflow>,
  scope: WorkflowScope,
): Promise<unknown> {
  const { document } = await showWorkflow(scope, params.id)
  // Only letters and digits, because the name ends up in a header.
  const name = document.name.replaceAll(/[^\w-]+/g, '-').slice(0, 80)
  reply.header('content-disposition', `attachment; filename="${name}.json"`)
  return query.format === 'n8n' ? toN8n(document, scope.catalog) : document
}
