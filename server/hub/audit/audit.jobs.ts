import type { JsonObject } from '@steward/contract/item'
import { subscription, type Subscription } from '#db'
import { type AuditLine, type AuditTables, insertLine } from './audit.store.ts'
import { auditEvent } from './record.ts'

/** Takes the lines that the other hubs have put into their outboxes. The id of the event is the id of the line. */
export const auditSubscriptions: readonly Subscription[] = [
  subscription<AuditTables>({
    consumer: 'audit',
    types: [auditEvent],
    handle: async (tx, event) => insertLine(tx, { id: event.id, ...(event.payload as JsonObject & Omit<AuditLine, 'id'>) }),
  }),
]
