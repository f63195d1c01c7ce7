import type { Settings } from '#base/settings'
import { type HubName, hubs } from '../hubs.ts'
import { connectHubs, type Databases, type HubConnections } from './databases.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { prepareDatabase } from './prepare-database.ts'

export type OpenOptions = {
  /**
   * `serve` claims the embedded database for this process alone; `command` (the default) also works
   * beside a serving process, and starts the embedded server itself when there is none.
   */
  readonly purpose?: 'serve' | 'command'
  /** False leaves pending migrations alone. */
  readonly migrate?: boolean
  /** Called when the database is lost for good: another process took it over, or it does not start again. */
  readonly onLost?: (reason: Error) => void
  /** Called when the embedded server begins to start: the time to do something else. It takes a moment in a process of its own. */
  readonly onStarting?: () => void
}

type DatabaseSettings = Pick<Settings, 'databaseUrl' | 'hubDatabaseUrls' | 'dataDir'>

/**
 * Opens the database, embedded or own, and brings it up to date: roles,
 * schemas, migrations. Refuses with a StartError whose message is one sentence
 * for the person who started.
 */
export async function openDatabases(settings: DatabaseSettings, options: OpenOptions = {}): Promise<Databases> {
  const isEmbedded = settings.databaseUrl === undefined && hubs.some((hub) => settings.hubDatabaseUrls[hub] === undefined)
  const embedded = isEmbedded
    ? await openEmbedded(settings.dataDir, {
        exclusive: options.purpose === 'serve',
        onLost: options.onLost,
        onStarting: options.onStarting,
      })
    : undefined
  const mainUrl = settings.databaseUrl ?? embedded?.url
  try {
    const urls = new Map<HubName, string>()
    for (const hub of hubs) {
      const url = settings.hubDatabaseUrls[hub] ?? mainUrl
      if (url !== undefined) urls.set(hub, url)
    }
    return await connectDatabases(urls, { migrate: options.migrate ?? true, release: async () => embedded?.close() })
  } catch (error) {
    await embedded?.close()
    throw error
  }
}

type ConnectOptions = { readonly migrate: boolean; readonly release: () => Promise<void>; readonly folder?: string | undefined }

/** Prepares each database once for all hubs that live in it. */
export async function connectDatabases(urls: ReadonlyMap<HubName, string>, options: ConnectOptions): Promise<Databases> {
  const access: Map<HubName, NonNullable<ReturnType<HubConnections['access']['get']>>> = new Map()
  const byUrl = Map.groupBy(urls, ([, url]) => url)
  for (const [url, entries] of byUrl) {
    const roles = await prepareDatabase({
      url,
      hubs: entries.map(([hub]) => hub),
      migrate: options.migrate,
      folder: options.folder,
    })
    for (const [hub] of entries) {
      const role = roles.get(hub)
      if (role !== undefined) access.set(hub, { hub, url: urlAs(url, role), memberUrl: urlAs(url, role.member), adminUrl: url })
    }
  }
  return connectHubs({ access, release: options.release })
}

/** The same database, entered by another user. */
function urlAs(url: string, { role, password }: { readonly role: string; readonly password: string }): string {
  const other = new URL(url)
  other.username = encodeURIComponent(role)
  other.password = encodeURIComponent(password)
  // The connection options are ours: a hub's role pins its search path there.
  other.searchParams.delete('options')
  return other.href
}
