import type { FilteredPage } from '@steward/contract/api/saved-filter'
import type { Generated } from 'kysely'

export type FilterTables = {
  saved_filters: {
    id: string
    workspace_id: string
    user_id: string
    page: FilteredPage
    name: string
    /** The query of an address, without its question mark. */
    search: string
    is_shared: boolean
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}
