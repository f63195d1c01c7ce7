import { exportAudit } from '@steward/contract/api/audit'
import { exportEffects } from '@steward/contract/api/effect'
import type { Endpoint } from '@steward/contract/api/endpoint'
import { validatorOf } from '#http'
import type { AuditLog } from '#hub/audit'
import { exportOfReceipts } from '#hub/effect'
import type { ExportParts } from '#hub/profile'

type Wish = { readonly format: string; readonly filter: Readonly<Record<string, string>> }

/** What can be made into a file in the background: by the same rules as where it is downloaded at once. */
export function exportersOf(audit: AuditLog): ExportParts['exporters'] {
  const auditQuery = queryReader(exportAudit)
  const receiptQuery = queryReader(exportEffects)
  return {
    audit_log: {
      permission: 'audit:read',
      make: (scope, wish) => audit.exportOf(scope, auditQuery(wish)),
    },
    receipts: {
      permission: 'execution:read',
      make: (scope, wish) => exportOfReceipts(scope, receiptQuery(wish)),
    },
  }
}

function queryReader<E extends Endpoint>(endpoint: E): (wish: Wish) => NonNullable<E['types']>['query'] {
  const check = validatorOf({ ...endpoint, params: undefined, body: undefined } as never)
  return ({ format, filter }) => check({ params: {}, query: { ...filter, format }, body: {} }).query
}
