import type { AuditMeans } from '@steward/contract/api/audit'
import type { Scope } from '#db'
import type { NodeCatalog } from '#engine/core'
import type { Client } from '#http'

/** What is the same for every workflow of an installation. */
export type WorkflowContext = {
  readonly catalog: NodeCatalog
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** Of workflows that name none. */
  readonly timezone: string
}

export type WorkflowScope = Scope & WorkflowContext & { readonly from?: Client; readonly means?: AuditMeans }
