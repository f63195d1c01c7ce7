import type { Databases } from '#db'
import type { ProfileTables } from '../profile.tables.ts'
import type { Owner } from './task.store.ts'

export type ExportFileRow = ProfileTables['export_files']

export async function insertExportFile(db: Databases, row: ExportFileRow): Promise<void> {
  await db.kysely<ProfileTables>('profile').insertInto('export_files').values(row).execute()
}

export async function findExportFile(
  db: Databases,
  taskId: string,
  { workspaceId, userId }: Owner,
): Promise<ExportFileRow | undefined> {
  return await db
    .kysely<ProfileTables>('profile')
    .selectFrom('export_files')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}
