import type { JsonObject } from '@steward/contract/item'
import { type ColumnType, type Generated, type Transaction } from 'kysely'
import { jsonb } from '#db'

type Json = ColumnType<JsonObject | null, JsonObject | null, never>

export type AuditTables = {
  audit_logs: {
    id: string
    user_id: string | null
    workspace_id: string | null
    action: string
    resource_type: string
    resource_id: string | null
    old_values: Json
    new_values: Json
    ip_address: string | null
    user_agent: string | null
    metadata: Json
    created_at: Generated<Date>
  }
}

export type AuditLine = {
  readonly id: string
  readonly userId: string | null
  readonly workspaceId: string | null
  readonly action: string
  readonly resourceType: string
  readonly resourceId: string | null
  readonly old: JsonObject | null
  readonly new: JsonObject | null
  readonly metadata: JsonObject | null
  readonly address: string | null
  readonly agent: string | null
  readonly at: string
}

export async function insertLine(tx: Transaction<AuditTables>, line: AuditLine): Promise<void> {
  const json = (value: JsonObject | null) => (value === null ? null : jsonb(value))
  await tx
    .insertInto('audit_logs')
    .values({
      id: line.id,
      user_id: line.userId,
      workspace_id: line.workspaceId,
      action: line.action,
      resource_type: line.resourceType,
      resource_id: line.resourceId,
      old_values: json(line.old),
      new_values: json(line.new),
      ip_address: line.address,
      user_agent: line.agent,
      metadata: json(line.metadata),
      created_at: new Date(line.at),
    })
    .execute()
}
