import type pg from 'pg'
import type { Databases } from '#db'

/**
 * A connection of its own that comes back: opened when first used, dropped
 * when it breaks, opened again by the next use. Work on it goes one after
 * another.
 */
export class SteadyClient {
  private client: pg.Client | undefined
  private tail: Promise<unknown> = Promise.resolve()
  private closed = false
  private readonly db: Databases
  private readonly onConnect: ((client: pg.Client) => Promise<void>) | undefined

  constructor(db: Databases, onConnect?: (client: pg.Client) => Promise<void>) {
    this.db = db
    this.onConnect = onConnect
  }

  use<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const done = this.tail.then(async () => work(await this.connected()))
    this.tail = done.catch(() => {})
    return done
  }

  /** Breaks the connection at once, as when what it stands for is lost. */
  async drop(): Promise<void> {
    const { client } = this
    this.client = undefined
    await client?.end().catch(() => {})
  }

  async close(): Promise<void> {
    this.closed = true
    await this.tail
    await this.drop()
  }

  private async connected(): Promise<pg.Client> {
    if (this.client !== undefined) return this.client
    if (this.closed) throw new Error('The connection is closed.')
    const client = await this.db.client('execution')
    const forget = () => {
      if (this.client === client) this.client = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    this.client = client
    try {
      await this.onConnect?.(client)
    } catch (error) {
      await this.drop()
      throw error
    }
    return client
  }
}
