import type pg from 'pg'

/** What NOTIFY takes is less than 8000 bytes. */
export const messageMaxBytes = 7_900

/** Something to say to whoever listens on a channel of this hub. */
export type Message = { readonly channel: string; readonly payload: string }

/** Says several things in one statement. It holds up other commits for a moment, so it belongs into no transaction of its own right. */
export async function notifyAll(pool: pg.Pool, messages: readonly Message[]): Promise<void> {
  await pool.query(
    `select pg_notify('execution.' || channel, payload) from unnest($1::text[], $2::text[]) as t(channel, payload)`,
    [messages.map((one) => one.channel), messages.map((one) => one.payload)],
  )
}
