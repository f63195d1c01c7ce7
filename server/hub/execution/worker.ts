import { hostname } from 'node:os'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { ProcessRole } from '#base/settings'
import type { Databases } from '#db'
import { type DurableHost, Draining, LeaseLost } from '#engine/host'
import { claimDue, claimOrphans, type Claimed, ensurePartitions, nextDueMs } from './claim.store.ts'
import { heldOnPaper, requeue } from './execution.store.ts'
import { LeaseAge } from './lease-age.ts'
import { buryDeadWorkers, leaseMs, registerWorker, removeWorker, renewLease } from './lease.store.ts'
import { QueueClaims } from './queue/claim-queue.ts'
import { releaseStranded } from './queue/hold.store.ts'
import { mayHaveMore } from './queue/share-out.ts'
import { pruneQueue } from './queue/start-key.store.ts'
import { SteadyClient } from './steady-client.ts'

/** Taken by one statement; their journals are in memory together. */
const claimMax = 500
const longestSleepMs = 1_000
/** What is left of a lease when nothing is begun any more without asking. */
const leaseMarginMs = 1_000
/** A database that is silent for so long is given up while the lease still has time to be taken anew. */
const leasePatienceMs = leaseMs - 3_000
const blockedSleepMs = 50
/** Timers that are due may not take all slots from those who wait in the queue. */
const shareOfDue = 0.75
const pruneMs = 60_000
const pruneMax = 5_000

type Options = {
  readonly db: Databases
  readonly log: Logger
  /** A process without the role `worker` holds a lease to be seen and to store what others walk; it claims nothing by itself. */
  readonly roles: readonly ProcessRole[]
  /** The id of the key with which this process locks secrets by now. */
  readonly keyId: () => string
  readonly host: () => DurableHost
  readonly takeOver: (claimed: Claimed) => Promise<void>
}

/**
 * Keeps this process entitled to walk executions, and finds those nobody walks:
 * queued ones, those whose timer is due, and those of workers that have died.
 */
export class Worker {
  private id = newId()
  private timer: NodeJS.Timeout | undefined
  private stopping = false
  private cycle: Promise<void> | undefined
  private wanted = false
  private wakeAtMs = 0
  /** As `prunedMs` and `wakeAtMs`: milliseconds of the steady clock, which nobody can set. */
  private lastPartitionsMs = Number.NEGATIVE_INFINITY
  private prunedMs = performance.now()
  /** Executions this process walks at once; more rest as queued until others are over. */
  slots = 2_000
  private readonly claims = new QueueClaims()
  /** Workspaces whose starts have to queue up behind earlier ones. */
  private backlog = new Set<string>()
  /** Those that were added to it while the worker looked. */
  private noted = new Set<string>()
  /** True while something that could be taken waits for a slot or a place under its limit. */
  private left = false
  private readonly lease: SteadyClient
  private readonly leaseAge = new LeaseAge()
  private readonly options: Options

  constructor(options: Options) {
    this.options = options
    this.lease = new SteadyClient(options.db, {
      onConnect: (client) => this.register(client),
      onLost: () => this.leaseAge.doubt(),
      patienceMs: leasePatienceMs,
    })
  }

  readonly workerId = (): string => this.id

  /** Whether a start of the workspace may be walked here at once, before others of it that are queued and beside those of other workspaces. */
  maySkipQueue(workspaceId: string): boolean {
    if (!this.walks || this.stopping || this.backlog.has(workspaceId)) return false
    const host = this.options.host()
    const all = host.liveCount
    // Up to there every share is large enough, and counting is saved.
    if (all < this.slots / 2) return true
    return mayHaveMore({ own: host.liveByWorkspace().get(workspaceId) ?? 0, all }, this.slots)
  }

  /** A start of the workspace was put into the queue without standing under a limit: later ones queue up behind it. */
  noteQueued(workspaceId: string): void {
    this.backlog.add(workspaceId)
    this.noted.add(workspaceId)
  }

  /** Whether this process could take more. */
  get isFull(): boolean {
    return !this.walks || this.stopping || this.options.host().liveCount >= this.slots
  }

  /** Whether this process walks executions at all. */
  get walks(): boolean {
    return this.options.roles.includes('worker')
  }

  /** Whether the lease of this process has time left, as far as it knows. */
  hasLease(): boolean {
    return this.leaseAge.ms < leaseMs
  }

  /**
   * Whether what this process walks is still its own. True at once while its lease is fresh; else, as after the
   * process was stopped for a while, when the database has said so.
   */
  isEntitled(): boolean | Promise<boolean> {
    if (this.leaseAge.ms < leaseMs - leaseMarginMs) return true
    const { id } = this
    // A database that cannot be asked is no reason for a node to fail: the execution is let go of, and taken over once it can.
    return this.renew().then(
      (alive) => alive && this.id === id,
      () => false,
    )
  }

  /** Resolves when the worker is registered and has taken over what was left behind. */
  async start(): Promise<void> {
    await this.turn()
  }

  /** Work may have become available, such as a queued execution or an earlier timer. */
  wake(): void {
    this.sleep(0)
  }

  /** An execution is over or rests: its slot, and its place under a limit, may be what another one waits for. */
  freed(): void {
    if (this.left) this.wake()
  }

  /** A timer of an execution is due at this time. */
  expect(atMs: number): void {
    const inMs = atMs - Date.now()
    if (performance.now() + inMs < this.wakeAtMs) this.sleep(inMs)
  }

  readonly nowMs = (): number => Date.now()

  /** Runs work on the connection that holds the lease, as this worker. */
  claim<T>(work: (client: Parameters<typeof claimDue>[0], workerId: string) => Promise<T>): Promise<T> {
    return this.lease.use((client) => work(client, this.id))
  }

  /** Lets executions rest between nodes, waits for the nodes that are being executed, then lets go. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true
    clearTimeout(this.timer)
    this.options.host().pause()
    await this.cycle
    const host = this.options.host()
    await host.idle(graceMs)
    host.abortAll(new Draining('The process is going down.'))
    await host.idle(2_000)
    await this.lease.use((client) => removeWorker(client, this.id)).catch(() => {})
    await this.lease.close()
  }

  private async register(client: Parameters<typeof registerWorker>[0]): Promise<void> {
    // A new connection has not the old lock, so the worker begins anew under a new name.
    this.options.host().abortAll(new LeaseLost('The connection that holds the lease was lost.'))
    this.id = newId()
    const lockKey = BigInt(`0x${this.id.replaceAll('-', '').slice(-15)}`).toString()
    const { roles, keyId } = this.options
    const worker = { id: this.id, lockKey, host: hostname(), pid: process.pid, roles, keyId: keyId() }
    await this.leaseAge.renewedBy(() => registerWorker(client, worker).then(() => true))
  }

  private sleep(ms: number): void {
    clearTimeout(this.timer)
    if (this.stopping) return
    if (this.cycle !== undefined) this.wanted = true
    // A timer of months would overflow that of JavaScript and fire at once.
    const shortMs = Math.min(longestSleepMs, Math.max(0, ms))
    this.wakeAtMs = performance.now() + shortMs
    this.timer = setTimeout(() => void this.turn(), shortMs).unref()
  }

  private turn(): Promise<void> {
    // Until the turn has looked, any timer may be sooner than what it finds.
    this.wakeAtMs = Number.POSITIVE_INFINITY
    this.cycle ??= this.work()
      .catch((error: unknown) => {
        this.options.log.warn({ err: error }, 'The worker could not reach the database; it tries again.')
        return longestSleepMs
      })
      .then((sleepMs) => {
        this.cycle = undefined
        // Whatever asked for a turn during this one may have come too late for it.
        this.sleep(this.wanted ? 0 : sleepMs)
        this.wanted = false
      })
    return this.cycle
  }

  /** Resolves to the milliseconds until there is more to do. */
  private async work(): Promise<number> {
    await this.keepLease()
    if (!this.walks) return longestSleepMs
    const resumed = await this.claimResumed()
    for (const one of resumed) await this.take(one)
    const more = await this.takeTurn()
    if (!this.isFull && (more || resumed.length >= claimMax)) return 0
    const dueMs = (await this.lease.use(nextDueMs)) ?? longestSleepMs
    // What is due and could not be taken waits for a slot or for another worker's turn to end.
    return dueMs <= 0 ? blockedSleepMs : Math.min(longestSleepMs, Math.max(1, dueMs))
  }

  private async take(claimed: Claimed): Promise<void> {
    try {
      await this.options.takeOver(claimed)
    } catch (error) {
      // It is held on paper only, and found so in a while.
      this.options.log.warn(
        { err: error, executionId: claimed.head.id },
        'An execution could not be taken over; it is tried again.',
      )
    }
  }

  private async keepLease(): Promise<void> {
    const now = performance.now()
    if (this.leaseAge.ms > leaseMs / 3) {
      if (!(await this.renew())) await this.lease.drop()
      await this.lease.use((client) => buryDeadWorkers(client, this.id))
      await this.lease.use((client) => this.freePaper(client))
    }
    if (now - this.prunedMs > pruneMs) {
      const pruned = await this.lease.use((client) => pruneQueue(client, pruneMax))
      if (pruned < pruneMax) this.prunedMs = now
      await this.lease.use(releaseStranded)
    }
    if (now - this.lastPartitionsMs > 6 * 3_600_000) {
      await this.lease.use(ensurePartitions)
      this.lastPartitionsMs = now
    }
  }

  /** False when this worker has been declared dead. */
  private renew(): Promise<boolean> {
    return this.lease.use((client) => this.leaseAge.renewedBy(() => renewLease(client, this.id, this.options.keyId())))
  }

  /** Frees what this worker holds on paper but not in memory, which only a fault of ours or a lost answer can bring about. */
  private async freePaper(client: Parameters<typeof heldOnPaper>[0]): Promise<void> {
    const host = this.options.host()
    const lost = (await heldOnPaper(client, this.id)).filter((id) => host.peek(id) === undefined)
    if (lost.length === 0) return
    await requeue(client, lost, this.id)
    this.options.log.warn({ executions: lost.length }, 'Executions were held by nobody; they are taken over.')
  }

  /** What waited for its time, and what the dead have left. */
  private async claimResumed(): Promise<Claimed[]> {
    const free = this.slots * shareOfDue - this.options.host().liveCount
    const room = Math.min(claimMax, Math.ceil(free))
    if (room <= 0 || this.stopping) return []
    return this.lease.use(async (client) => {
      const due = await claimDue(client, this.id, room)
      return due.length >= room ? due : [...due, ...(await claimOrphans(client, this.id, room - due.length))]
    })
  }

  /** Takes out of the queue what there is room for; true when another turn at once may find more. */
  private async takeTurn(): Promise<boolean> {
    const host = this.options.host()
    // Whoever waits for a workflow it has called needs no slot for that, but the called one does.
    const callsOnly = host.liveCount >= this.slots
    const room = Math.min(claimMax, this.slots - (callsOnly ? host.activeCount() : host.liveCount))
    this.left = room <= 0
    if (room <= 0 || this.stopping) return false
    const slots = callsOnly ? Number.MAX_SAFE_INTEGER : this.slots
    const held = host.liveByWorkspace()
    this.noted = new Set()
    const turn = await this.lease.use((client) => this.claims.turn(client, { workerId: this.id, room, slots, held, callsOnly }))
    this.left = turn.left
    this.backlog = new Set([...turn.backlog, ...this.noted])
    for (const one of turn.claimed) await this.take(one)
    return turn.more
  }
}
