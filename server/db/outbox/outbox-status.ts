import type { HubName } from '../../hubs.ts'
import type { Databases } from '../databases.ts'

/** What a hub has told that not everybody has handled yet. */
export type OutboxStatus = {
  readonly hub: HubName
  readonly events: number
  readonly oldestSeconds: number
  readonly failing: number
}

export async function outboxStatus(databases: Databases): Promise<OutboxStatus[]> {
  return Promise.all(
    databases.hubs.map(async (hub) => {
      const { rows } = await databases.pool(hub).query<Omit<OutboxStatus, 'hub'>>(
        `select count(*)::int as events, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as "oldestSeconds",
                count(*) filter (where attempts > 0)::int as failing from outbox`,
      )
      return { hub, ...(rows[0] ?? { events: 0, oldestSeconds: 0, failing: 0 }) }
    }),
  )
}
