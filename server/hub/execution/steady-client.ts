import type pg from 'pg'
import type { Databases } from '#db'

type Options = {
  readonly onConnect?: (client: pg.Client) => Promise<void>
  /** The connection broke, or was given up. */
  readonly onLost?: () => void
  /** Work that takes longer is given up together with its connection: nobody may be at the other end any more, and no word of it has come. */
  readonly patienceMs?: number
}

/** Beyond the time after which the database itself gives a statement up. */
const patienceMaxMs = 65_000
const farewellMs = 1_000

/**
 * A connection of its own that comes back: opened when first used, dropped
 * when it breaks or falls silent, opened again by the next use. Work on it goes
 * one after another.
 */
export class SteadyClient {
  private client: pg.Client | undefined
  private tail: Promise<unknown> = Promise.resolve()
  private closed = false
  private readonly db: Databases
  private readonly options: Options

  constructor(db: Databases, options: Options = {}) {
    this.db = db
    this.options = options
  }

  use<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const done = this.tail.then(async () => {
      const client = await this.connected()
      return this.withPatience(client, work)
    })
    this.tail = done.catch(() => {})
    return done
  }

  /** Breaks the connection at once, as when what it stands for is lost. */
  async drop(): Promise<void> {
    const { client } = this
    this.client = undefined
    if (client === undefined) return
    // Where nobody is at the other end, the farewell is not answered either.
    const late = setTimeout(() => breakOff(client), farewellMs)
    await client.end().catch(() => {})
    clearTimeout(late)
  }

  async close(): Promise<void> {
    this.closed = true
    await this.tail
    await this.drop()
  }

  private async withPatience<T>(client: pg.Client, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const late = setTimeout(() => {
      if (this.client === client) this.client = undefined
      breakOff(client)
    }, this.options.patienceMs ?? patienceMaxMs)
    try {
      return await work(client)
    } finally {
      clearTimeout(late)
    }
  }

  private async connected(): Promise<pg.Client> {
    if (this.client !== undefined) return this.client
    if (this.closed) throw new Error('The connection is closed.')
    const client = await this.db.client('execution')
    const forget = () => {
      this.options.onLost?.()
      if (this.client === client) this.client = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    this.client = client
    try {
      const { onConnect } = this.options
      if (onConnect !== undefined) await this.withPatience(client, onConnect)
    } catch (error) {
      await this.drop()
      throw error
    }
    return client
  }
}

/** Without a farewell; whatever is under way on it fails. */
function breakOff(client: pg.Client): void {
  client.connection.stream.destroy()
}
