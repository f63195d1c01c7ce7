import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable } from './page.ts'

const tag = 'profile'

/** The lists whose filters can be saved. */
export const filteredPages = ['workflows', 'executions', 'effects', 'queries'] as const
export type FilteredPage = (typeof filteredPages)[number]

const page = Type.Enum([...filteredPages])
const name = Type.String({ minLength: 1, maxLength: 100 })
const search = Type.String({
  minLength: 1,
  maxLength: 2_000,
  // oxlint-disable-next-line no-control-regex -- They are what an address cannot hold.
  pattern: '^[^\\u0000-\\u0020#?\\u007f]+$',
  description: 'The query of the address of the list, without its question mark: `status=failed&text=invoice`.',
})

export const SavedFilter = Type.Object(
  {
    id: Id,
    page,
    name: Type.String(),
    search: Type.String(),
    isShared: Type.Boolean({ description: 'Every member of the workspace sees it.' }),
    isOwn: Type.Boolean(),
    mayChange: Type.Boolean({ description: 'Whoever asks made it, or may manage members.' }),
    maker: Nullable(Type.String({ description: 'Name of who made it.' })),
  },
  { $id: 'SavedFilter' },
)
export type SavedFilter = Static<typeof SavedFilter>

export const listSavedFilters = endpoint({
  method: 'GET',
  path: '/saved-filters',
  operationId: 'listSavedFilters',
  tag,
  permission: 'session',
  summary: 'One’s own saved filters in this workspace, and those that others share in it, by name.',
  query: Type.Object({ page: Type.Optional(page) }),
  response: Type.Object({ items: Type.Array(SavedFilter) }),
})

export const createSavedFilter = endpoint({
  method: 'POST',
  path: '/saved-filters',
  operationId: 'createSavedFilter',
  tag,
  permission: 'session',
  status: 201,
  summary: 'Saves the filter of a list under a name; 100 at most per person and workspace.',
  body: Type.Object({ page, name, search, isShared: Type.Optional(Type.Boolean({ default: false })) }),
  response: SavedFilter,
})

export const changeSavedFilter = endpoint({
  method: 'PATCH',
  path: '/saved-filters/:id',
  operationId: 'changeSavedFilter',
  tag,
  permission: 'session',
  summary:
    'Renames a saved filter, or shares it or ends that. Shared ones are changed by who made them and by who may manage members.',
  params: IdParams,
  body: Type.Object({ name: Type.Optional(name), isShared: Type.Optional(Type.Boolean()) }),
  response: SavedFilter,
})

export const deleteSavedFilter = endpoint({
  method: 'DELETE',
  path: '/saved-filters/:id',
  operationId: 'deleteSavedFilter',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Deletes a saved filter. Shared ones are deleted by who made them and by who may manage members.',
  params: IdParams,
  response: Nothing,
})
