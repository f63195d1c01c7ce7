import pg from 'pg'
import { log } from '#base/log'
import { type HubAccess, hubClientConfig } from './hub-pool.ts'

type Handler = (payload: string) => void

/** How often the connection is asked whether somebody is there, and how long an answer may take. */
const pulse = { everyMs: 15_000, patienceMs: 10_000 }

/**
 * One connection of a hub that only listens. When it is lost it comes back by
 * itself, and then every handler is called with an empty payload, because
 * something may have been said meanwhile. Whoever only listens does not notice
 * that nobody is at the other end any more, so it asks now and then.
 */
export class Listener {
  private readonly access: HubAccess
  private readonly pulse: typeof pulse
  private readonly handlers = new Map<string, Set<Handler>>()
  private client: pg.Client | undefined
  private connecting: Promise<pg.Client> | undefined
  private retry: NodeJS.Timeout | undefined
  private closed = false
  private tail: Promise<unknown> = Promise.resolve()

  constructor(access: HubAccess, options = pulse) {
    this.access = access
    this.pulse = options
  }

  async add(channel: string, handler: Handler): Promise<() => Promise<void>> {
    const set = this.handlers.get(channel) ?? new Set()
    const isNew = set.size === 0
    set.add(handler)
    this.handlers.set(channel, set)
    const client = await this.connect().catch((error: unknown) => {
      set.delete(handler)
      throw error
    })
    // Who comes second to a channel hears it from when the first does, not before.
    await (isNew ? this.say(client, `listen ${pg.escapeIdentifier(channel)}`) : this.tail)
    return () => this.remove(channel, handler)
  }

  private async remove(channel: string, handler: Handler): Promise<void> {
    const set = this.handlers.get(channel)
    if (set?.delete(handler) !== true || set.size > 0) return
    this.handlers.delete(channel)
    const { client } = this
    if (client !== undefined) await this.say(client, `unlisten ${pg.escapeIdentifier(channel)}`).catch(() => undefined)
  }

  /** Statements go one after another: a connection takes no second one before the first is answered. */
  private say(client: pg.Client, statement: string): Promise<unknown> {
    const said = this.tail.then(() => client.query(statement))
    this.tail = said.catch(() => undefined)
    return said
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.retry)
    await this.connecting?.catch(() => undefined)
    await this.client?.end().catch(() => undefined)
  }

  private connect(): Promise<pg.Client> {
    this.connecting ??= this.open().catch((error: unknown) => {
      this.connecting = undefined
      throw error
    })
    return this.connecting
  }

  private async open(): Promise<pg.Client> {
    const client = new pg.Client(hubClientConfig(this.access))
    let lost = false
    const lose = (reason?: Error): void => {
      if (lost || this.closed) return
      lost = true
      log.warn({ hub: this.access.hub, reason: reason?.message }, 'the listening connection was lost')
      if (this.client === client) this.client = undefined
      this.connecting = undefined
      this.scheduleReconnect(100)
    }
    client.on('notification', ({ channel, payload }) => this.tell(channel, payload ?? ''))
    client.on('error', (error) => this.client === client && lose(error))
    await client.connect()
    this.client = client
    const asking = setInterval(() => this.ask(client), this.pulse.everyMs).unref()
    client.on('end', () => {
      clearInterval(asking)
      lose()
    })
    for (const channel of this.handlers.keys()) await this.say(client, `listen ${pg.escapeIdentifier(channel)}`)
    return client
  }

  private ask(client: pg.Client): void {
    const late = setTimeout(() => client.connection.stream.destroy(), this.pulse.patienceMs).unref()
    this.say(client, 'select 1')
      .catch(() => undefined)
      .finally(() => clearTimeout(late))
  }

  private scheduleReconnect(delayMs: number): void {
    if (this.closed || this.handlers.size === 0) return
    this.retry = setTimeout(() => {
      this.connect().then(
        () => {
          for (const channel of this.handlers.keys()) this.tell(channel, '')
        },
        () => this.scheduleReconnect(Math.min(delayMs * 2, 5000)),
      )
    }, delayMs)
  }

  private tell(channel: string, payload: string): void {
    for (const handler of this.handlers.get(channel) ?? []) {
      try {
        handler(payload)
      } catch (error) {
        log.error({ err: error, channel }, 'a listener failed')
      }
    }
  }
}
