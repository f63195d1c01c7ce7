import type { BinaryFact, Json } from '../../model/item-views.ts'
import { FilesView } from './files-view.tsx'
import { JsonView } from './json-view.tsx'
import { SchemaView } from './schema-view.tsx'
import { TableView } from './table-view.tsx'

export const itemViews = ['table', 'json', 'schema', 'binary'] as const
export type ItemsViewName = (typeof itemViews)[number]

type Props = {
  readonly view: ItemsViewName
  /** Those in which there is what is searched for. */
  readonly found: readonly { readonly index: number; readonly json: Json }[]
  readonly items: readonly unknown[]
  readonly files: readonly BinaryFact[]
  readonly executionId: string | undefined
}

export function ItemsBody({ view, found, items, files, executionId }: Props) {
  switch (view) {
    case 'json':
      return <JsonView items={found} />
    case 'schema':
      return <SchemaView items={items} />
    case 'binary':
      return <FilesView files={files} executionId={executionId} />
    case 'table':
    default: {
      const [only] = items
      // One item with many fields reads better as a list of fields than as one wide row.
      return items.length === 1 && only !== undefined ? <SchemaView items={items} isFlat /> : <TableView items={found} />
    }
  }
}
