import {
  exportAudit,
  exportInstallationAudit,
  getAuditKey,
  listActivity,
  listAudit,
  listAuditCheckpoints,
  listInstallationAudit,
  makeAuditCheckpoint,
  makeInstallationCheckpoint,
  verifyAudit,
  verifyInstallationAudit,
} from '@steward/contract/api/audit'
import { can } from '@steward/contract/permission'
import type { Databases } from '#db'
import { type Actor, type RequestScope, route, type Route, sendDownload } from '#http'
import { AccessLog } from './access.ts'
import { listActivities } from './activity/list-activity.ts'
import { installationChain } from './chain/chain-line.ts'
import type { Checkpoint } from './chain/checkpoint.ts'
import { listCheckpoints } from './checkpoint/checkpoint.store.ts'
import type { CheckpointKeeper } from './checkpoint/keep-checkpoints.ts'
import type { Notary } from './checkpoint/notary.ts'
import { auditError } from './errors.ts'
import { exportCsv, exportJson } from './export-log.ts'
import { type AuditQuery, filterOf, listLines, readCursor, usedFilters } from './list-lines.ts'
import type { NamesOf } from './names.ts'
import type { By } from './record.ts'
import { Verifications } from './verifications.ts'

type Parts = {
  readonly db: Databases
  readonly notary: Notary
  readonly keeper: CheckpointKeeper
  readonly namesOf: NamesOf
  readonly workspaceName: (id: string) => Promise<string | null>
}

export function auditRoutes(parts: Parts): Route[] {
  const { db, namesOf, notary } = parts
  const access = new AccessLog(db)
  const verifications = new Verifications(parts)
  const tools = { ...parts, access }
  return [
    route(listAudit, async ({ scope, query }) => {
      await access.read(scope, scope.workspaceId)
      return listLines(scope.db, { chain: scope.workspaceId, namesOf }, query)
    }),
    route(listInstallationAudit, async ({ scope, query }) => {
      await access.read(ofInstallation(scope), installationChain)
      return listLines(db, { chain: installationChain, namesOf }, query)
    }),
    route(exportAudit, async ({ scope, query, reply }) => {
      const chain = scope.workspaceId
      await sendExport(tools, { by: scope, chain, name: await parts.workspaceName(chain), db: scope.db, query, reply })
    }),
    route(exportInstallationAudit, async ({ scope, query, reply }) => {
      await sendExport(tools, { by: ofInstallation(scope), chain: installationChain, name: null, db, query, reply })
    }),
    route(verifyAudit, ({ scope, query }) =>
      verifications.of(scope.workspaceId, { now: scope.now, fresh: query.fresh === true }),
    ),
    route(verifyInstallationAudit, ({ scope, query }) =>
      verifications.of(installationChain, { now: scope.now, fresh: query.fresh === true }),
    ),
    route(makeAuditCheckpoint, ({ scope }) => makeCheckpoint(tools, scope, scope.workspaceId)),
    route(makeInstallationCheckpoint, ({ scope }) => makeCheckpoint(tools, ofInstallation(scope), installationChain)),
    route(listAuditCheckpoints, async ({ scope, query }) => {
      const { limit = 50, after } = query
      const before = readCursor(after)
      const found = await listCheckpoints(scope.db.pool('audit'), scope.workspaceId, { before, limit: limit + 1 })
      const items = found.slice(0, limit)
      return { items, next: found.length > limit ? String(items.at(-1)?.seq) : null }
    }),
    route(getAuditKey, () => ({ keyId: notary.keyId, algorithm: 'Ed25519' as const, publicKey: notary.publicKey })),
    route(listActivity, ({ scope, actor, query }) =>
      listActivities(scope, { namesOf, may: (permission) => mayRead(actor, permission) }, query),
    ),
  ]
}

/** What is done to the chain of the installation is written into that chain. */
const ofInstallation = (scope: RequestScope): By => ({ ...scope, workspaceId: null })

function mayRead({ grants, kind, scopes }: Actor, permission: Parameters<typeof can>[1]): boolean {
  const isWithin = kind !== 'api_key' || scopes.length === 0 || scopes.includes(permission)
  return isWithin && can(grants, permission)
}

type Tools = Parts & { readonly access: AccessLog }

async function makeCheckpoint({ keeper, access }: Tools, by: By, chain: string): Promise<Checkpoint> {
  const { checkpoint, isNew, broken } = await keeper.sign(chain, by.now)
  if (broken !== undefined) throw auditError.not_signed({ seq: broken.seq, reason: broken.reason })
  if (checkpoint === undefined) throw auditError.nothing_to_sign()
  if (isNew) await access.signed(by, chain, { seq: checkpoint.seq, keyId: checkpoint.keyId })
  return checkpoint
}

type Export = {
  readonly by: By
  readonly chain: string
  /** Of the workspace. */
  readonly name: string | null
  readonly db: Databases
  readonly query: AuditQuery & { readonly format?: 'json' | 'csv' | undefined }
}

async function sendExport(
  tools: Tools,
  { reply, ...wanted }: Export & { reply: Parameters<typeof sendDownload>[0] },
): Promise<null> {
  const { chunks, ...file } = await makeExport(tools, wanted)
  await sendDownload(reply, file, chunks)
  return null
}

export type AuditExport = { readonly fileName: string; readonly contentType: string; readonly chunks: AsyncIterable<string> }

/** A file of a chain, made while it is read. That it was asked for is written into the chain before. */
async function makeExport(tools: Tools, { by, chain, name, db, query }: Export): Promise<AuditExport> {
  const { format = 'json' } = query
  const used = usedFilters(query)
  const names = Object.keys(used).join(', ')
  if (format === 'json' && names !== '') throw auditError.filtered_proof({ filters: names })
  await tools.access.exported(by, chain, { format, ...used })

  const day = by.now.toISOString().slice(0, 10)
  const fileName = `audit-${name ?? 'installation'}-${day}.${format}`
  const chunks =
    format === 'csv'
      ? exportCsv(db, filterOf(chain, query), tools.namesOf)
      : await exportJson(tools, { chain, workspace: name, now: by.now })
  const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8'
  return { fileName, contentType, chunks }
}

/** The file of a workspace's log, for whoever makes files in the background. */
export async function exportOfWorkspace(parts: Parts, scope: RequestScope, query: Export['query']): Promise<AuditExport> {
  const tools = { ...parts, access: new AccessLog(parts.db) }
  const { workspaceId: chain, db } = scope
  return await makeExport(tools, { by: scope, chain, name: await parts.workspaceName(chain), db, query })
}
