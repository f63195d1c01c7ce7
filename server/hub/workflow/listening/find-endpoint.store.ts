import { sql } from 'kysely'
import type { Databases } from '#db'
import type { WorkflowTables } from '../workflow.tables.ts'

/** Whether an active workflow of any workspace answers calls of this method and path. Reads the endpoints of the method, so not for every call. */
export async function isEndpoint(db: Databases, call: { readonly method: string; readonly path: string }): Promise<boolean> {
  const segments = sql`string_to_array(${call.path}, '/')`
  const row = await db
    .kysely<WorkflowTables>('workflow')
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('is_active', '=', true)
    .where('method', '=', call.method)
    .where((where) =>
      where.or([
        where('path_shape', '=', call.path),
        // Segment by segment; a parameter takes any one.
        sql<boolean>`path_shape like '%:%' and not exists (
          select from unnest(string_to_array(path_shape, '/'), ${segments}) as pair(wanted, given)
          where wanted is null or given is null or (wanted <> ':' and wanted <> given))`,
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
