import type { Environment } from '@steward/contract/api/policy'
import type { Databases } from '#db'
import { type ConnectionReference, findConnection } from './connection-values.ts'

const channel = 'connections'
/** How long an answer is given from memory where nobody says that something has changed. */
const lifeMs = 60_000
const entriesMax = 10_000

type Known = { readonly environment: Environment | null; readonly untilMs: number }

/**
 * Where connections lead to, asked before every effect: from memory, until any process says that a connection has
 * changed. An answer that was asked for before that is not kept.
 */
export class ConnectionEnvironments {
  private readonly known = new Map<string, Known>()
  private generation = 0
  private readonly db: Databases
  private readonly nowMs: () => number

  constructor(db: Databases, nowMs: () => number = () => performance.now()) {
    this.db = db
    this.nowMs = nowMs
  }

  /** Resolves to what stops it. */
  watch(): Promise<() => Promise<void>> {
    return this.db.listen('connector', channel, () => {
      this.generation += 1
      this.known.clear()
    })
  }

  /** Null where the connection is not here or does not say. A promise where the database has to be asked. */
  of(workspaceId: string, reference: ConnectionReference): Environment | null | Promise<Environment | null> {
    const key = `${workspaceId} ${reference.kind} ${reference.id ?? ''} ${reference.name ?? ''}`
    const known = this.known.get(key)
    if (known !== undefined && known.untilMs > this.nowMs()) return known.environment
    return this.ask(key, workspaceId, reference)
  }

  private async ask(key: string, workspaceId: string, reference: ConnectionReference): Promise<Environment | null> {
    const asked = this.generation
    const found = await findConnection({ db: this.db.within(workspaceId), workspaceId }, reference)
    const environment = found?.environment ?? null
    if (asked !== this.generation) return environment
    if (this.known.size >= entriesMax) this.known.delete(this.known.keys().next().value ?? '')
    this.known.set(key, { environment, untilMs: this.nowMs() + lifeMs })
    return environment
  }
}

/** To be called after the commit of a change. */
export const tellOfEnvironments = (db: Databases): Promise<void> => db.notify('connector', channel)
