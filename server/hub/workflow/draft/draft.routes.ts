import * as contract from '@steward/contract/api/draft'
import { type RequestScope, route, type Route } from '#http'
import type { WorkflowScope } from '../scope.ts'
import { showWorkflow } from '../show-workflow.ts'
import { editWorkflow } from './edit-workflow.ts'
import { readChanges } from './read-changes.ts'
import { saveVersion } from './save-version.ts'
import { showPresence } from './show-presence.ts'

/** Somebody may paste a document of 10 MB. */
const changesBody = { maxBodyBytes: 11_000_000 }

export function draftRoutes(within: (scope: RequestScope) => WorkflowScope): readonly Route[] {
  return [
    route(
      contract.editWorkflow,
      async ({ scope, params, body }) => editWorkflow(within(scope), { id: params.id, ...body }),
      changesBody,
    ),
    route(contract.readChanges, async ({ scope, params, query }) => readChanges(scope, { id: params.id, since: query.since })),
    route(contract.saveVersion, async ({ scope, params, body }) => {
      await saveVersion(within(scope), { id: params.id, note: body.note ?? null })
      return await showWorkflow(within(scope), params.id)
    }),
    route(contract.showPresence, async ({ scope, params, body }) => ({
      people: await showPresence(within(scope), { id: params.id, ...body }),
    })),
  ]
}
