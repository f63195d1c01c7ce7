import { connectDatabases } from '#db'
import { openSession } from '#hub/identity'
import { addMember } from '#hub/tenant'
import { type HubName, hubs } from '../hubs.ts'
import { insertUser } from './someone.ts'

/** Headers of somebody else than the owner who may decide, at processes over this database. */
export async function givenDecider(databaseUrl: string, publicUrl: string): Promise<Record<string, string>> {
  const urls = new Map<HubName, string>(hubs.map((hub) => [hub, databaseUrl]))
  const databases = await connectDatabases(urls, { migrate: false, release: async () => {} })
  try {
    const { rows } = await databases.pool('tenant').query<{ id: string }>('select id from workspaces limit 1')
    const [userId, now] = [await insertUser(databases), new Date()]
    await addMember(databases, { workspaceId: rows[0]?.id ?? '', userId, role: 'admin', now })
    const { secret } = await openSession(databases, { userId, now, from: { address: '127.0.0.1', agent: null } })
    return { origin: publicUrl, cookie: `steward_session=${secret}`, 'content-type': 'application/json' }
  } finally {
    await databases.close()
  }
}
