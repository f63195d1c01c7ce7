import pg from 'pg'
import { log } from '#base/log'
import { StartError } from '#base/start-error'

/** Errors that pass while a server starts, stops or recovers: cannot_connect_now, admin_shutdown, crash_shutdown. */
const passing = new Set(['57P03', '57P01', '57P02'])

/**
 * Connects as the administrator. Waits for a server that is starting or
 * recovering; what a person must repair becomes one sentence.
 */
export async function connectAdmin(
  url: string,
  options: { readonly waitMs?: number; readonly applicationName?: string } = {},
): Promise<pg.Client> {
  const deadline = performance.now() + (options.waitMs ?? 30_000)
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      application_name: options.applicationName ?? 'steward admin',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    })
    // Without a listener a lost connection would end the whole process.
    client.on('error', (error) => log.warn({ reason: error.message }, 'the administrator lost the database'))
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      if (!passing.has(codeOf(error)) || performance.now() > deadline) throw explainConnection(url, error)
      await new Promise((done) => setTimeout(done, 20))
    }
  }
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** A sentence for a person, without the password. */
export function explainConnection(url: string, error: unknown): StartError {
  const { hostname, port, username, pathname, searchParams } = new URL(url)
  const place = searchParams.get('host') ?? `${hostname}:${port || '5432'}`
  const advice: Record<string, string> = {
    ECONNREFUSED: 'nothing answers there; is it running?',
    ENOTFOUND: 'the host name is unknown.',
    ENOENT: 'there is no such socket; is it running?',
    ETIMEDOUT: 'it did not answer in time.',
    '28P01': `it refused the password of the user "${username}".`,
    '28000': `it does not let the user "${username}" in.`,
    '3D000': `it has no database "${pathname.slice(1)}"; create it first.`,
    '53300': 'it has no free connection left.',
  }
  const reason = advice[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))
  return new StartError(`The PostgreSQL at ${place} cannot be used: ${reason}`, { cause: error })
}
