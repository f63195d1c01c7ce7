import type { QueryRow } from '../access.tables.ts'
import { textOf } from './action-of.ts'

/** What a receipt says of a query, however it came out. Of reads the text is not in it. */
export function receiptOf(row: QueryRow) {
  return {
    id: row.uuid,
    workspaceId: row.workspace_id,
    subject: { kind: 'query', name: `${row.instance_name}/${row.database_name}` } as const,
    class: row.effect,
    target: `${row.instance_name}/${row.database_name}`,
    connection: { kind: row.database_type, id: row.instance_id, name: row.instance_name },
    requestHash: row.hash.toString('hex'),
    ...(row.class === 'read' ? {} : { request: { text: textOf(row) } }),
    environment: row.environment,
    connector: row.database_type,
    policies: row.policies,
    approvalId: row.approval_id,
    actorId: row.user_id,
    undoes: row.undo_of,
    tries: Math.max(1, row.tries),
  }
}
