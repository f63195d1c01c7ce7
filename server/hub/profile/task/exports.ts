import type { exportSubjects, Task } from '@steward/contract/api/task'
import { can, type PermissionName } from '@steward/contract/permission'
import type { Actor, RequestScope } from '#http'
import { record } from '#hub/audit'
import { profileError } from '../errors.ts'
import type { ProfileTables } from '../profile.tables.ts'
import type { ExportFolder } from './export-folder.ts'
import { findExportFile, insertExportFile } from './export-file.store.ts'
import { runTask } from './run-task.ts'

export type ExportSubject = (typeof exportSubjects)[number]

export type ExportWish = {
  readonly subject: ExportSubject
  readonly format: 'json' | 'ndjson' | 'csv'
  readonly filter: Readonly<Record<string, string>>
}

export type MadeExport = {
  readonly fileName: string
  readonly contentType: string
  readonly chunks: AsyncIterable<string | Uint8Array>
}

/** How a hub makes a file of what it has. Wrong wishes are refused before anything begins. */
export type Exporter = {
  readonly permission: PermissionName
  make(scope: RequestScope, wish: Pick<ExportWish, 'format' | 'filter'>): Promise<MadeExport>
}

export type ExportParts = {
  readonly files: ExportFolder
  readonly exporters: Readonly<Record<ExportSubject, Exporter>>
}

type ExportScope = { readonly scope: RequestScope; readonly actor: Actor }

export async function startExport(
  { scope, actor }: ExportScope,
  { files, exporters }: ExportParts,
  wish: ExportWish,
): Promise<Task> {
  const exporter = exporters[wish.subject]
  if (!can(actor.grants, exporter.permission)) throw profileError.export_not_allowed({ permission: exporter.permission })
  const made = await exporter.make(scope, wish)
  const own = { ...scope, actorId: actor.userId }
  const about = { kind: 'export', subject: wish.subject, parts: { format: wish.format }, isCancellable: true } as const
  const { task } = await runTask(own, about, async (progress, { id }) => {
    const size = await files.write(
      id,
      counted(made.chunks, (lines) => progress.add(lines)),
      () => progress.isCancelled,
    )
    if (size === undefined) return {}
    await insertExportFile(scope.db, {
      task_id: id,
      workspace_id: scope.workspaceId,
      user_id: actor.userId,
      file_name: made.fileName,
      content_type: made.contentType,
      permission: exporter.permission,
      size_bytes: size,
      created_at: scope.now,
    })
    return { resultPath: `/api/v1/exports/${id}` }
  })
  return task
}

/** A line of a file is what people count. */
async function* counted(chunks: MadeExport['chunks'], add: (lines: number) => void): AsyncGenerator<string | Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1')
    add(text.split('\n').length - 1)
  }
}

export type ExportFile = { readonly fileName: string; readonly contentType: string; readonly chunks: AsyncIterable<Uint8Array> }

/** For whoever asked for it and may still see what is in it. */
export async function openExport({ scope, actor }: ExportScope, { files }: ExportParts, id: string): Promise<ExportFile> {
  const row = await findExportFile(scope.db, id, { workspaceId: scope.workspaceId, userId: actor.userId })
  if (row === undefined) throw profileError.export_gone()
  if (!can(actor.grants, row.permission)) throw profileError.export_not_allowed({ permission: row.permission })
  await scope.db.transaction<ProfileTables, void>('profile', (tx) =>
    record(tx, scope, { action: 'export.downloaded', resourceType: 'export', resourceId: id, new: { name: row.file_name } }),
  )
  return { fileName: row.file_name, contentType: row.content_type, chunks: files.read(id) }
}
