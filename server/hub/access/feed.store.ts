import type { QueryStatus } from '@steward/contract/api/query'
import { sql } from 'kysely'
import type { AccessTx } from './query/query.store.ts'

export const feedChannel = 'queries'
export const readyChannel = 'queries_ready'
export const cancelChannel = 'queries_cancelled'

export type QueryNews = {
  readonly workspaceId: string
  readonly queryId: string
  readonly instanceId: string
  readonly status: QueryStatus
}

/** Says to every process that a query is different, once this commits; one that may begin wakes those who execute. */
export async function tellQueries(tx: AccessTx, news: QueryNews): Promise<void> {
  await sql`select pg_notify(${`access.${feedChannel}`}, ${JSON.stringify(news)})`.execute(tx)
  if (news.status === 'approved') await sql`select pg_notify(${`access.${readyChannel}`}, ${news.queryId})`.execute(tx)
}

/** Reaches the process that executes it, wherever that is. */
export async function tellCancelled(tx: AccessTx, queryId: string): Promise<void> {
  await sql`select pg_notify(${`access.${cancelChannel}`}, ${queryId})`.execute(tx)
}
