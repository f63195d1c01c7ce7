import pg from 'pg'
import { log } from '#base/log'
import type { HubName } from '../hubs.ts'

/** How one hub reaches its schema. */
export type HubAccess = { readonly hub: HubName; readonly url: string }

/**
 * At most this many connections per process, opened when needed and closed
 * when idle. Fifteen hubs times ten would exhaust a server alone, so only those
 * that carry every request and every execution get more than a few. Together
 * with those for requests of members, the hubs that have work stay below 90.
 */
const poolSizes: Partial<Record<HubName, number>> = { execution: 16, workflow: 6, identity: 8 }
const poolSize = 4
const memberConnections: Partial<Record<HubName, number>> = { execution: 6, workflow: 6 }
const memberConnectionsMax = 3

/** A date has no time zone and no hour, so it stays the text it is; a JavaScript Date would move it by the local offset. */
const dateOid = 1082
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === dateOid ? (text: string) => text : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** The settings of every connection of a hub. */
export function hubClientConfig({ hub, url }: HubAccess): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: `steward ${hub}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
    // A statement that runs for a minute or a transaction that sits idle is a bug of
    // ours; both would otherwise hold locks and a connection until somebody notices.
    options: [
      `-c search_path=${hub}`,
      '-c statement_timeout=60s',
      '-c lock_timeout=10s',
      '-c idle_in_transaction_session_timeout=60s',
      '-c timezone=UTC',
    ].join(' '),
  }
}

export function openHubPool(access: HubAccess): pg.Pool {
  return openPool(access, { ...hubClientConfig(access), max: poolSizes[access.hub] ?? poolSize })
}

/** The pool of the member's role. */
export function openMemberPool(access: HubAccess): pg.Pool {
  const config = { ...hubClientConfig(access), application_name: `steward ${access.hub} member` }
  return openPool(access, { ...config, max: memberConnections[access.hub] ?? memberConnectionsMax })
}

function openPool(access: HubAccess, config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, min: 0, idleTimeoutMillis: 30_000 })
  // Both losses are survived: the pool drops the connection, the query that ran on it gets the error.
  const survive = (error: Error) => {
    // Said goodbye already; a server that stops right after us may answer with an error.
    if (!pool.ending) log.warn({ hub: access.hub, reason: error.message }, 'a database connection was lost')
  }
  pool.on('error', survive)
  pool.on('connect', (client) => client.on('error', survive))
  return pool
}
