import type { WorkflowVersion } from '@steward/contract/api/workflow'
import type { WorkflowDocument } from '@steward/contract/workflow'
import type { Databases, Scope } from '#db'
import { findUserNames } from '#hub/identity'
import { workflowError } from '../errors.ts'
import { findVersionRow, listVersionRows, type VersionRow } from './version.store.ts'

/** Versions of a workflow, newest first; the cursor is the number of the last one shown. */
export async function listVersions(
  { db, workspaceId }: Scope,
  input: { readonly id: string; readonly after?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: WorkflowVersion[]; next: string | null }> {
  const { id, after, limit = 50 } = input
  if (after !== undefined && !/^\d{1,9}$/.test(after)) throw workflowError.bad_cursor()
  const rows = await listVersionRows(db, {
    workspaceId,
    workflowId: id,
    before: after === undefined ? undefined : Number(after),
    limit: limit + 1,
  })
  // Every workflow has a first version, so without one there is no workflow.
  if (rows.length === 0 && after === undefined) throw workflowError.not_found()
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { items: await asAnswers(db, page), next: last === undefined ? null : String(last.number) }
}

export async function getVersion(
  { db, workspaceId }: Scope,
  input: { readonly id: string; readonly number: number },
): Promise<{ version: WorkflowVersion; document: WorkflowDocument }> {
  const found = await findVersionRow(db, { workspaceId, workflowId: input.id, number: input.number })
  if (found === undefined) throw workflowError.version_not_found({ number: input.number })
  const [version] = await asAnswers(db, [found.row])
  if (version === undefined) throw workflowError.version_not_found({ number: input.number })
  return { version, document: found.document }
}

async function asAnswers(db: Databases, rows: readonly VersionRow[]): Promise<WorkflowVersion[]> {
  const names = await findUserNames(
    db,
    rows.flatMap((row) => authorsOf(row)),
  )
  return rows.map((row) => ({
    number: row.number,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy === null ? null : (names.get(row.createdBy) ?? null),
    note: row.note,
    authors: authorsOf(row).flatMap((id) => names.get(id) ?? []),
    isAutosaved: row.isAutosaved,
  }))
}

/** Who saved it is among them; of old versions nobody else is known. */
function authorsOf({ authors, createdBy }: VersionRow): string[] {
  return [...new Set([...authors, ...(createdBy === null ? [] : [createdBy])])]
}
