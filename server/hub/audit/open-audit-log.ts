import type { Logger } from 'pino'
import type { Databases } from '#db'
import type { RequestScope, Route } from '#http'
import type { AuditQuery } from './list-lines.ts'
import { type AuditExport, auditRoutes, exportOfWorkspace } from './audit.routes.ts'
import { CheckpointKeeper } from './checkpoint/keep-checkpoints.ts'
import type { Notary } from './checkpoint/notary.ts'
import type { NamesOf } from './names.ts'

export type AuditParts = {
  /** Outside of the wall between workspaces, for the chain of the installation and for signing. */
  readonly db: Databases
  readonly notary: Notary
  readonly log: Logger
  readonly clock: () => Date
  readonly namesOf: NamesOf
  readonly workspaceName: (id: string) => Promise<string | null>
}

export type AuditLog = {
  readonly routes: readonly Route[]
  /** A file of the workspace's log; refuses a proof with filters. */
  exportOf(scope: RequestScope, query: AuditQuery & { readonly format?: 'json' | 'csv' }): Promise<AuditExport>
  /** Signs what is due from now on. */
  start(): void
  stop(): Promise<void>
}

/** What the rest of the program needs of the log besides writing to it. */
export function openAuditLog(parts: AuditParts): AuditLog {
  const keeper = new CheckpointKeeper(parts)
  const tools = { ...parts, keeper }
  return {
    routes: auditRoutes(tools),
    exportOf: (scope, query) => exportOfWorkspace(tools, scope, query),
    start: () => keeper.start(),
    stop: () => keeper.stop(),
  }
}
