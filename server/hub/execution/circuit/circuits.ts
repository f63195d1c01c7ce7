import { type HttpAnswer, NodeError } from '@steward/sdk/node'
import type pg from 'pg'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { tellPeople } from '#hub/profile'
import { circuitLimitsOf } from '../execution.config.ts'
import {
  type CircuitKey,
  type CircuitLimits,
  type CircuitRow,
  giveProbeBack,
  noteFailure,
  noteSuccess,
  readCircuits,
  takeProbe,
} from './circuit.store.ts'

const channel = 'circuits'
/** A call that was let through and is not heard of for so long is taken to be lost with its process. */
const probeMs = 60_000
/** While one call is out to try, others look again soon. */
const lookAgainMs = 2_000

type Connection = CircuitKey & { readonly name: string }
/** What this process knows of a connection that has failed; `againMs` is when a call may try, by a clock that never jumps. */
type Known = Pick<CircuitRow, 'state' | 'failures' | 'last_failure'> & { readonly againMs: number }
type Outcome = { readonly kind: 'works' } | { readonly kind: 'fails'; readonly why: string } | { readonly kind: 'tells nothing' }
type Http = () => Promise<HttpAnswer>

/**
 * Keeps executions from calling a service that has just failed again and again:
 * calls over its connection fail at once for a while, then one is let through
 * and decides. What the processes of an installation learn they share by the
 * database. A connection that works costs a look into an empty map.
 */
export class Circuits {
  private readonly known = new Map<string, Known>()
  private readonly db: Databases
  private readonly pool: pg.Pool
  private readonly log: Logger
  private readonly limits: Partial<CircuitLimits>
  private stopHearing: (() => Promise<void>) | undefined

  /** The limits are those of the configuration but for what is given here. */
  constructor(parts: { readonly db: Databases; readonly log: Logger; readonly limits?: Partial<CircuitLimits> }) {
    this.db = parts.db
    this.pool = parts.db.pool('execution')
    this.log = parts.log
    this.limits = parts.limits ?? {}
  }

  async start(): Promise<void> {
    this.stopHearing = await this.db.listen('execution', channel, (key) => {
      this.learn(key === '' ? undefined : readKey(key)).catch((error: unknown) => this.cannot(error))
    })
    await this.learn(undefined)
  }

  async stop(): Promise<void> {
    await this.stopHearing?.()
  }

  /** How many connections are not called right now, as far as this process knows. */
  get openCount(): number {
    return [...this.known.values()].filter(({ state }) => state !== 'closed').length
  }

  /** The calls of one try of a node, which are guarded from when it first asks for a connection. */
  guard(workspaceId: string): GuardedCalls {
    return new GuardedCalls(this, workspaceId)
  }

  async call(connections: readonly Connection[], http: Http): Promise<HttpAnswer> {
    const probes = await this.admit(connections)
    try {
      const answer = await http()
      await this.note(connections, answer.status >= 500 ? failedWith(answer) : { kind: 'works' }, probes)
      return answer
    } catch (error) {
      await this.note(connections, outcomeOf(error), probes)
      throw error
    }
  }

  /** Tells every process that what is stored of a connection has changed. */
  async changed(key: CircuitKey): Promise<void> {
    await this.learn(key)
    await this.db.notify('execution', channel, `${key.workspaceId} ${key.connection}`)
  }

  /** The connections for which this call is the one that decides. */
  private async admit(connections: readonly Connection[]): Promise<ReadonlySet<string>> {
    const probes = new Set<string>()
    for (const connection of connections) {
      if (!this.isFailing(connection) || !(await this.isStillFailing(connection))) continue
      if (this.isHeldBack(connection) || !(await this.takeProbe(connection))) {
        // The other connections of the call have not been tried.
        await this.note(connections, { kind: 'tells nothing' }, probes)
        throw circuitOpen(connection, this.known.get(nameOf(connection)))
      }
      probes.add(nameOf(connection))
      await this.changed(connection).catch((error: unknown) => this.cannot(error))
    }
    return probes
  }

  private isFailing(connection: Connection): boolean {
    const known = this.known.get(nameOf(connection))
    return known !== undefined && known.state !== 'closed'
  }

  private isHeldBack(connection: Connection): boolean {
    return (this.known.get(nameOf(connection))?.againMs ?? 0) > performance.now()
  }

  /** While another call tries, what is known here may be older than its outcome. */
  private async isStillFailing(connection: Connection): Promise<boolean> {
    if (this.known.get(nameOf(connection))?.state !== 'half_open') return true
    await this.learn(connection).catch((error: unknown) => this.cannot(error))
    return this.isFailing(connection)
  }

  /** Where nobody can be asked who may try, everybody may. */
  private async takeProbe(connection: Connection): Promise<boolean> {
    return takeProbe(this.pool, connection, probeMs).catch((error: unknown) => {
      this.cannot(error)
      return true
    })
  }

  /** Takes down what a call has told. That it cannot be taken down is no reason for the call to fail. */
  private async note(connections: readonly Connection[], outcome: Outcome, probes: ReadonlySet<string>): Promise<void> {
    for (const connection of connections) {
      const probe = probes.has(nameOf(connection))
      if (outcome.kind === 'works' && !this.known.has(nameOf(connection))) continue
      if (outcome.kind === 'tells nothing' && !probe) continue
      try {
        await this.store(connection, outcome, probe)
        await this.changed(connection)
      } catch (error) {
        this.cannot(error)
      }
    }
  }

  private async store(connection: Connection, outcome: Outcome, probe: boolean): Promise<void> {
    if (outcome.kind === 'works') {
      // Meanwhile others need not say the same.
      if (this.known.get(nameOf(connection))?.state === 'closed') this.known.delete(nameOf(connection))
      return noteSuccess(this.pool, connection, probe)
    }
    if (outcome.kind === 'tells nothing') return giveProbeBack(this.pool, connection)
    const limits = { ...(await circuitLimitsOf(this.db, connection.workspaceId)), ...this.limits }
    const row = await noteFailure(this.pool, { ...connection, id: newId(), why: outcome.why, probe }, limits)
    if (row?.state !== 'open') return
    this.log.warn({ connection: connection.name, failures: row.failures }, 'Calls over a connection are held back.')
    // Of calls that were out when it opened each comes back with a failure, and a service that stays away fails again and again.
    if (row.opened === 1 && row.failures === limits.failuresMax) await this.tell(connection)
  }

  private async tell({ workspaceId, connection, name }: Connection): Promise<void> {
    await this.db.transaction<unknown, void>('execution', (tx) =>
      tellPeople(tx, {
        kind: 'connection_stopped',
        workspaceId,
        subject: connection,
        parts: { connection: name },
        path: '/connections',
        people: [],
        otherwise: 'connection:write',
      }),
    )
  }

  /** Reads what is stored, of one connection or of all. */
  private async learn(key: CircuitKey | undefined): Promise<void> {
    const rows = await readCircuits(this.pool, key)
    if (key === undefined) this.known.clear()
    else this.known.delete(nameOf(key))
    for (const { workspace_id: workspaceId, connection, state, failures, last_failure, left_ms } of rows) {
      this.known.set(nameOf({ workspaceId, connection }), { state, failures, last_failure, againMs: performance.now() + left_ms })
    }
  }

  private cannot(error: unknown): void {
    this.log.warn({ err: error }, 'What is known of failing connections could not be read or stored.')
  }
}

/** The calls of one try of a node. */
export class GuardedCalls {
  private readonly connections = new Map<string, Connection>()
  private readonly circuits: Circuits
  private readonly workspaceId: string

  constructor(circuits: Circuits, workspaceId: string) {
    this.circuits = circuits
    this.workspaceId = workspaceId
  }

  /** From now on the calls go out over this connection, too. */
  use(id: string, name: string): void {
    this.connections.set(id, { workspaceId: this.workspaceId, connection: id, name })
  }

  http(call: Http): Promise<HttpAnswer> {
    return this.connections.size === 0 ? call() : this.circuits.call([...this.connections.values()], call)
  }
}

function circuitOpen({ name }: Connection, known: Known | undefined): NodeError {
  const { failures = 0, last_failure = '', state = 'half_open', againMs = 0 } = known ?? {}
  const leftMs = Math.max(1_000, againMs - performance.now())
  const retryAfterMs = state === 'half_open' ? Math.min(lookAgainMs, leftMs) : leftMs
  return new NodeError(
    `The service behind the connection "${name}" has failed ${failures} times in a row, so it is left alone for now.`,
    {
      description: `It is tried again in ${Math.ceil(retryAfterMs / 1000)} s. The last failure was: ${last_failure}`,
      details: { code: 'circuit_open', retryAfterMs },
    },
  )
}

/** Failures that speak for the service: it was not there or did not answer. What is wrong with the request does not count. */
const codesOfService = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
  'node_timeout',
])

function outcomeOf(error: unknown): Outcome {
  const code = error instanceof NodeError ? error.details['code'] : undefined
  if (!(error instanceof NodeError) || typeof code !== 'string' || !codesOfService.has(code)) return { kind: 'tells nothing' }
  return { kind: 'fails', why: error.message.slice(0, 500) }
}

function failedWith({ status, statusText }: HttpAnswer): Outcome {
  return { kind: 'fails', why: `It answered ${status} ${statusText}`.trim().slice(0, 500) }
}

const nameOf = ({ workspaceId, connection }: CircuitKey) => `${workspaceId} ${connection}`

function readKey(name: string): CircuitKey {
  const [workspaceId = '', connection = ''] = name.split(' ')
  return { workspaceId, connection }
}
