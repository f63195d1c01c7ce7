import type pg from 'pg'
import { connectAdmin } from '../connect-admin.ts'
import type { Databases } from '../databases.ts'
import { findOldEvents, forgetHandled } from './outbox.store.ts'

/**
 * Forgets what was handled a week ago. A note must outlive its event: one that
 * some subscriber still fails at is offered to all of them again, so events
 * that wait that long, in whichever database, are looked up first.
 */
export async function tidyInboxes(databases: Databases): Promise<void> {
  const clients: { client: pg.Client; hubs: Databases['hubs'] }[] = []
  try {
    const waiting: string[] = []
    for (const [url, hubs] of Map.groupBy(databases.hubs, (hub) => databases.adminUrl(hub))) {
      const client = await connectAdmin(url, { applicationName: 'steward tidy' })
      clients.push({ client, hubs })
      waiting.push(...(await findOldEvents(client, hubs)))
    }
    for (const { client, hubs } of clients) {
      for (const hub of hubs) await forgetHandled(client, hub, waiting)
    }
  } finally {
    for (const { client } of clients) await client.end()
  }
}
