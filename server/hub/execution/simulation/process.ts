import type { EffectClass } from '@steward/contract/effect'
import type { NodeIo } from '@steward/sdk/node'
import { type Change, DurableHost, type Ended, GroupCommit, LeaseLost, type LoadedWorkflow } from '#engine/host'
import { type TakeOver, takeOver, takeOverAsHappened } from '../take-over.ts'
import type { Fate } from './fate.ts'
import type { Plans } from './plans.ts'
import { isOver, type World } from './world.ts'

type Setting = { readonly world: World; readonly random: () => number; readonly plans: Plans }

const refusedShare = 0.15
const brokenShare = 0.08

/** A process of the engine over a simulated world: the real host, the real taking over, at the mercy of its fate. */
export class Process {
  readonly fate: Fate
  /** As which it is registered; another one each time. */
  name: string
  readonly host: DurableHost
  private readonly setting: Setting
  private readonly group: GroupCommit<Change>
  /** It has been declared dead and does not know yet. */
  private unaware = false

  constructor(name: string, fate: Fate, setting: Setting) {
    this.name = name
    this.fate = fate
    this.setting = setting
    this.group = this.openGroup()
    this.host = this.openHost()
    setting.world.workers.add(name)
  }

  get moves(): boolean {
    return !this.fate.dead && !this.fate.paused
  }

  /** Starts an execution; calls back once it is acknowledged. */
  start(number: number, acknowledged: (id: string) => void): void {
    const { parent } = this.setting.plans
    const trigger = parent.plan.nodes[0]
    if (trigger === undefined) return
    const started = this.host.start({ ...parent, trigger, items: [{ json: { number } }], mode: 'webhook' })
    started.accepted.then(
      (taken) => taken && this.moves && acknowledged(started.id),
      () => {},
    )
  }

  /** Looks for work that nobody does or whose time has come, as a worker does again and again. */
  async look(): Promise<void> {
    await this.fate.point()
    this.register()
    for (const claimed of this.setting.world.claim(this.name)) await takeOver(this.takingOver(), claimed)
  }

  /** A person who knows what happened says so. */
  async decide(id: string): Promise<void> {
    await this.fate.point()
    const { world } = this.setting
    this.register()
    const claimed = world.claimDoubtful(this.name, id)
    const doubtful = doubtOf(claimed?.entries ?? [])
    if (claimed === undefined || doubtful === undefined) return
    const happened = world.calls.some((call) => call.execution === id && call.node === doubtful.n && call.carriedOut)
    const answer = happened ? 'happened' : 'repeat'
    const entry = { k: 'decision', t: world.nowMs, n: doubtful.n, r: doubtful.r, answer, by: null, reason: null } as const
    const storeEntries: Parameters<typeof takeOverAsHappened>[0]['storeEntries'] = async (of, entries) => {
      const change = changeOf(of, this.name, JSON.stringify(entries))
      if ((await this.group.add([change]))[0] !== true) throw new Error('taken by somebody else')
      return { ...of, entries: [...of.entries, ...entries], nextSeq: of.nextSeq + 1 }
    }
    if (happened) await takeOverAsHappened({ ...this.takingOver(), storeEntries }, claimed, { items: undefined, entry })
    else await takeOver(this.takingOver(), await storeEntries(claimed, [entry]))
  }

  /** Its connection that holds the lease breaks: others see at once that it is gone, itself when it next uses it. */
  loseLease(): void {
    this.setting.world.workers.delete(this.name)
    this.unaware = !this.fate.paused
  }

  /** Stands still; whoever wakes up looks at the clock, and at what broke meanwhile. */
  pause(): void {
    this.fate.pause()
    this.unaware = false
  }

  private register(): void {
    const { world } = this.setting
    if (world.workers.has(this.name)) return
    this.host.abortAll(new LeaseLost('The connection that holds the lease was lost.'))
    this.name = `${this.name}'`
    this.unaware = false
    world.workers.add(this.name)
  }

  private takingOver(): TakeOver {
    const { world, plans } = this.setting
    return {
      host: this.host,
      load: async (workflowId) => (workflowId === 'child' ? plans.child : plans.parent),
      followers: { serve: (_, walk) => walk({}) },
      fail: async (claimed, why) => {
        throw new Error(`${claimed.head.id} cannot be taken over: ${why}`)
      },
      waitOn: async (claimed, standing) => {
        await this.fate.point()
        world.store([{ ...changeOf(claimed, this.name, null), standing }])
      },
    }
  }

  private openGroup(): GroupCommit<Change> {
    const { fate } = this
    const { world, random } = this.setting
    const write = async (batch: readonly Change[]) => {
      await fate.point()
      // Another process may have come between, so the order of batches in flight is the database's.
      if (random() < 0.3) await new Promise((resolve) => setImmediate(resolve))
      await fate.alive()
      if (random() < brokenShare / 2) throw new Error('the connection was lost before')
      const taken = world.store(batch)
      await fate.point()
      if (random() < brokenShare) throw new Error('stored, but the answer was lost')
      return taken
    }
    return new GroupCommit(write, {
      inFlightMax: 2,
      batchMax: 3,
      isDataError: () => false,
      retryMs: () => 1,
      onTrouble: () => {},
    })
  }

  private openHost(): DurableHost {
    const { fate } = this
    const { world, plans } = this.setting
    return new DurableHost({
      group: this.group,
      workerId: () => this.name,
      isEntitled: async () => {
        await fate.point()
        return this.unaware || world.workers.has(this.name)
      },
      events: { executionChanged: () => {}, nodeStarted: () => {}, nodeFinished: () => {} },
      environment: {},
      resumeUrl: (id) => id,
      io: (live, node) =>
        ({ http: (call: Parameters<NodeIo['http']>[0]) => this.reach({ id: live.id, node, live }, call) }) as never,
      runCode: async () => [],
      loadStaticData: async () => {},
      saveStaticData: async () => {},
      findCallee: async (): Promise<LoadedWorkflow> => plans.child,
      awaitEnd: (id, signal) => this.endOf(id, signal),
      isStored: async (id) => world.rows.has(id),
      cancel: async (id) => world.cancel(id),
      errorStart: async () => undefined,
    })
  }

  /** The outside, which carries out what it is asked, or refuses. */
  private async reach(
    {
      id,
      node,
      live,
    }: {
      id: string
      node: { index: number; node: { id: string; name: string } }
      live: { state: { runs: readonly (readonly unknown[])[] } }
    },
    { method }: Parameters<NodeIo['http']>[0],
  ): ReturnType<NodeIo['http']> {
    const { world, random } = this.setting
    if (this.fate.dead) await this.fate.alive()
    const carriedOut = random() >= refusedShare
    const effect: EffectClass = method === 'GET' ? 'read' : 'write'
    const runIndex = live.state.runs[node.index]?.length ?? 0
    world.call({ execution: id, node: node.node.name, effect, carriedOut }, { id: node.node.id, runIndex })
    await this.fate.point()
    return { status: carriedOut ? 200 : 503, statusText: '', headers: {}, body: new Uint8Array(), url: '' }
  }

  private async endOf(id: string, signal: AbortSignal): Promise<Ended | undefined> {
    const { world } = this.setting
    for (;;) {
      signal.throwIfAborted()
      await this.fate.alive()
      const standing = world.rows.get(id)?.standing
      if (standing === undefined) return undefined
      if (isOver(standing)) return { status: standing.status as Ended['status'], items: [{ json: {} }], error: standing.error }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

type Entries = Parameters<typeof takeOver>[1]['entries']
type Intent = Extract<Entries[number], { k: 'intent' }>

/** A write that was begun and of which nobody knows what became of it. */
function doubtOf(entries: Entries): Intent | undefined {
  const open = new Map<string, Intent>()
  for (const entry of entries) {
    if (!('r' in entry)) continue
    const at = `${entry.n} ${entry.r}`
    if (entry.k === 'intent' && entry.e !== 'read' && !entry.rep) open.set(at, entry)
    const isSettled = entry.k === 'done' || (entry.k === 'try' && entry.u !== undefined)
    if (isSettled || (entry.k === 'decision' && entry.answer === 'repeat')) open.delete(at)
  }
  return [...open.values()].at(-1)
}

function changeOf(claimed: Parameters<typeof takeOver>[1], workerId: string, entries: string | null): Change {
  const { head, fence, nextSeq } = claimed
  const standing = {
    status: 'running',
    endedMs: null,
    error: null,
    errorNode: null,
    waitUntilMs: null,
    waitKind: null,
    inDoubt: 0,
  } as const
  return { head, insert: false, workerId, fence, standing, seq: nextSeq, entries, startKey: null }
}
