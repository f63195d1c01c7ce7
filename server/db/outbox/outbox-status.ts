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
      const { rows } = await databases.pool(hub).query<{ events: number; age: number; failing: number }>(
        `select count(*)::int as events, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age,
                count(*) filter (where attempts > 0)::int as failing from outbox`,
      )
      const { events = 0, age = 0, failing = 0 } = rows[0] ?? {}
      return { hub, events, oldestSeconds: age, failing }
    }),
  )
}
