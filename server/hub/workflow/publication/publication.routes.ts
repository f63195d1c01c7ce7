import * as contract from '@steward/contract/api/publication'
import { compareDocuments } from '#engine/document'
import { type RequestScope, route, type Route } from '#http'
import { workflowError } from '../errors.ts'
import type { WorkflowContext, WorkflowScope } from '../scope.ts'
import { findVersionRow } from '../version/version.store.ts'
import { findWorkflow } from '../workflow.store.ts'
import { listRecordings, removeRecording, setRecording } from './recordings.ts'
import { acceptDifferences, rehearse } from './rehearse.ts'

export function publicationRoutes(context: WorkflowContext): readonly Route[] {
  const within = (scope: RequestScope): WorkflowScope => ({ ...scope, ...context })
  return [
    route(contract.compareVersions, async ({ scope, params, query }) => compareVersions(within(scope), { ...params, ...query })),
    route(contract.listRecordings, async ({ scope, params }) => ({ items: await listRecordings(within(scope), params.id) })),
    route(contract.setRecording, async ({ scope, params, body }) => setRecording(within(scope), { ...params, ...body })),
    route(contract.removeRecording, async ({ scope, params }) => removeRecording(within(scope), params)),
    route(contract.rehearseVersion, async ({ scope, params, body }) => rehearse(within(scope), { ...params, ...body })),
    route(contract.acceptDifferences, async ({ scope, params, body }) =>
      acceptDifferences(within(scope), { ...params, ...body }),
    ),
  ]
}

type Asked = { readonly id: string; readonly from?: number | undefined; readonly to?: number | undefined }

async function compareVersions(scope: WorkflowScope, { id, from, to }: Asked) {
  const { db, workspaceId } = scope
  const found = await findWorkflow(db, { workspaceId, id })
  if (found === undefined) throw workflowError.not_found()
  const { head } = found
  const before = from ?? head.publishedVersion
  const after = to ?? head.version
  const documentOf = async (number: number) => {
    const version = await findVersionRow(db, { workspaceId, workflowId: id, number })
    if (version === undefined) throw workflowError.version_not_found({ number })
    return version.document
  }
  const old = before === null ? undefined : await documentOf(before)
  return { from: before, to: after, comparison: compareDocuments(old, await documentOf(after), scope.catalog) }
}
