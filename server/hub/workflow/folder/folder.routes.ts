import * as contract from '@steward/contract/api/folder'
import { type RequestScope, route, type Route } from '#http'
import type { WorkflowScope } from '../scope.ts'
import { changeTag, createTag, deleteTag } from '../tag/change-tags.ts'
import { changeFolder, createFolder, deleteFolder, moveWorkflows } from './change-folders.ts'
import { listFolderRows } from './folder.store.ts'

export function folderRoutes(within: (scope: RequestScope) => WorkflowScope): readonly Route[] {
  return [
    route(contract.listFolders, async ({ scope }) => ({ items: await listFolderRows(scope.db, scope.workspaceId) })),
    route(contract.createFolder, ({ scope, body }) => createFolder(within(scope), body)),
    route(contract.changeFolder, ({ scope, params, body }) => changeFolder(within(scope), { ...body, id: params.id })),
    route(contract.deleteFolder, ({ scope, params, query }) => deleteFolder(within(scope), { ...params, ...query })),
    route(contract.moveWorkflows, ({ scope, body }) => moveWorkflows(within(scope), body)),
    route(contract.createTag, ({ scope, body }) => createTag(within(scope), body)),
    route(contract.changeTag, ({ scope, params, body }) => changeTag(within(scope), { ...body, id: params.id })),
    route(contract.deleteTag, ({ scope, params }) => deleteTag(within(scope), params.id)),
  ]
}
