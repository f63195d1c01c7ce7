import * as contract from '@steward/contract/api/template'
import { type RequestScope, route, type Route } from '#http'
import type { WorkflowScope } from '../scope.ts'
import { showWorkflow } from '../show-workflow.ts'
import { createFromTemplate, getTemplate, listTemplates } from './use-template.ts'

export function templateRoutes(within: (scope: RequestScope) => WorkflowScope): readonly Route[] {
  return [
    route(contract.listTemplates, async ({ scope }) => ({ items: await listTemplates(within(scope)) })),
    route(contract.getTemplate, ({ scope, params }) => getTemplate(within(scope), params.key)),
    route(contract.createFromTemplate, async ({ scope, params, body }) => {
      const { id } = await createFromTemplate(within(scope), { ...params, ...body })
      return await showWorkflow(within(scope), id)
    }),
  ]
}
