import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable } from './page.ts'
import { Tag } from './workflow.ts'

const tag = 'workflow'

/** So deep may folders lie in folders. */
export const folderLevelsMax = 5

export const Folder = Type.Object(
  {
    id: Id,
    parentId: Nullable(Id),
    name: Type.String(),
    position: Type.Integer({ description: 'Among its siblings; equal ones are ordered by name.' }),
    workflows: Type.Integer({ description: 'In the folder itself, archived ones left out.' }),
  },
  { $id: 'Folder' },
)
export type Folder = Static<typeof Folder>

const name = Type.String({ minLength: 1, maxLength: 100 })
const parentId = Type.Optional(Nullable(Id))

export const listFolders = endpoint({
  method: 'GET',
  path: '/folders',
  operationId: 'listFolders',
  tag,
  permission: 'workflow:read',
  summary: 'Every folder of the workspace; siblings stand in their order.',
  response: Type.Object({ items: Type.Array(Folder) }),
})

export const createFolder = endpoint({
  method: 'POST',
  path: '/folders',
  operationId: 'createFolder',
  tag,
  permission: 'workflow:write',
  status: 201,
  summary: 'Makes a folder, at the end of its siblings.',
  body: Type.Object({ name, parentId }),
  response: Folder,
})

export const changeFolder = endpoint({
  method: 'PATCH',
  path: '/folders/:id',
  operationId: 'changeFolder',
  tag,
  permission: 'workflow:write',
  summary: 'Renames or moves a folder with all that is in it.',
  params: IdParams,
  body: Type.Object({
    name: Type.Optional(name),
    parentId,
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  }),
  response: Folder,
})

export const deleteFolder = endpoint({
  method: 'DELETE',
  path: '/folders/:id',
  operationId: 'deleteFolder',
  tag,
  permission: 'workflow:write',
  status: 204,
  summary: 'Deletes a folder. What is in it moves up, or its workflows are archived; no workflow is deleted.',
  params: IdParams,
  query: Type.Object({ content: Type.Optional(Type.Enum(['up', 'archive'], { default: 'up' })) }),
  response: Nothing,
})

export const moveWorkflows = endpoint({
  method: 'POST',
  path: '/workflows/move',
  operationId: 'moveWorkflows',
  tag,
  permission: 'workflow:write',
  status: 200,
  summary: 'Puts workflows into a folder, or into none. Those that are not there any more are left out.',
  body: Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 500 }), folderId: Nullable(Id) }),
  response: Type.Object({ moved: Type.Array(Id) }),
})

const color = Type.Optional(Nullable(Type.String({ pattern: '^#[0-9a-fA-F]{6}$' })))

export const createTag = endpoint({
  method: 'POST',
  path: '/tags',
  operationId: 'createTag',
  tag,
  permission: 'workflow:write',
  status: 201,
  summary: 'Makes a tag.',
  body: Type.Object({ name, color }),
  response: Tag,
})

export const changeTag = endpoint({
  method: 'PATCH',
  path: '/tags/:id',
  operationId: 'changeTag',
  tag,
  permission: 'workflow:write',
  summary: 'Gives a tag another name or colour, wherever it is.',
  params: IdParams,
  body: Type.Object({ name: Type.Optional(name), color }),
  response: Tag,
})

export const deleteTag = endpoint({
  method: 'DELETE',
  path: '/tags/:id',
  operationId: 'deleteTag',
  tag,
  permission: 'workflow:write',
  status: 204,
  summary: 'Takes a tag away from every workflow, and deletes it.',
  params: IdParams,
  response: Nothing,
})
