import type { AuditMeans } from '@steward/contract/api/audit'
import type { Scope } from '#db'
import type { NodeCatalog } from '#engine/core'
import type { Client } from '#http'
import type { Gate } from '#hub/effect'
import type { LiveDrafts } from './draft/live-drafts.ts'
import type { Replays } from './publication/rehearse.ts'

/** What is the same for every workflow of an installation. */
export type WorkflowContext = {
  readonly catalog: NodeCatalog
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** Of workflows that name none. */
  readonly timezone: string
  /** Asked before a version is published. */
  readonly gate: Gate
  readonly replays: Replays
  readonly drafts: LiveDrafts
}

export type WorkflowScope = Scope & WorkflowContext & { readonly from?: Client; readonly means?: AuditMeans }
