import { expect, test } from 'vitest'
import { DurableHost } from '#engine/host'
import { type TakeOver, takeOver } from '../take-over.ts'
import { Fate, groupOf, randomOf, workflowOf, World } from './world.ts'

/** More by `STEWARD_SEEDS=20000 npx vitest run simulation`; a seed that fails is named and becomes a test. */
const seeds = Number(process.env['STEWARD_SEEDS'] ?? 3_000)
const executionsPerSeed = 3

type Process = { readonly host: DurableHost; readonly loaded: ReturnType<typeof workflowOf>; readonly fate: Fate }

function boot(world: World, fate: Fate, random: () => number, name: string): Process {
  const loaded = workflowOf(world, fate)
  const host = new DurableHost({
    group: groupOf(world, fate, random),
    workerId: () => name,
    events: { executionChanged: () => {}, nodeStarted: () => {}, nodeFinished: () => {} },
    environment: {},
    resumeUrl: (id) => id,
    io: () => ({}) as never,
    runCode: async () => [],
    loadStaticData: async () => {},
    saveStaticData: async () => {},
    findCallee: async () => loaded,
    awaitEnd: async () => undefined,
    isStored: async () => false,
    cancel: async () => false,
    errorStart: async () => undefined,
  })
  return { host, loaded, fate }
}

/** Nobody waits at another process. */
const nobody: TakeOver['followers'] = { serve: (_, walk) => walk({}) }

async function recover(world: World, process: Process, name: string): Promise<void> {
  const load = async () => process.loaded
  for (const claimed of world.claimAll(name))
    await takeOver(
      {
        host: process.host,
        load,
        followers: nobody,
        fail: async (_, why) => expect.fail(why),
        waitOn: async () => expect.fail('nothing here waits for a call'),
      },
      claimed,
    )
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Starts executions, lets the process die at random points, restarts until one process lives to the end. */
async function simulate(seed: number): Promise<{ world: World; accepted: string[] }> {
  const random = randomOf(seed)
  const world = new World()
  const accepted: string[] = []
  const crashes = Math.floor(random() * 4)
  for (let life = 0; life <= crashes; life++) {
    const fate = new Fate(life === crashes ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * 40))
    const process = boot(world, fate, random, `worker ${life}`)
    await recover(world, process, `worker ${life}`)
    const starts = life === 0 ? executionsPerSeed : 0
    for (let i = 0; i < starts; i++) {
      const { loaded, host } = process
      const started = host.start({ ...loaded, trigger: loaded.plan.nodes[0]!, items: [{ json: { i } }], mode: 'webhook' })
      void started.accepted.then((taken) => taken && !fate.dead && accepted.push(started.id))
    }
    if (life < crashes) await turns(60)
    else await rest(world, process)
  }
  return { world, accepted }
}

/** The last process lives on until nothing is left to do; timers that are due are taken up as a worker would. */
async function rest(world: World, process: Process): Promise<void> {
  for (let round = 0; round < 50; round++) {
    await turns(20)
    if (process.host.liveCount > 0) continue
    if (![...world.rows.values()].some(({ standing }) => standing.waitKind === 'timer' || standing.status === 'running')) return
    await recover(world, process, 'the last worker')
  }
}

test(`${seeds} seeds of crashes lose nothing, repeat nothing and hide nothing`, { timeout: 240_000 }, async () => {
  for (let seed = 1; seed <= seeds; seed++) {
    const { world, accepted } = await simulate(seed)
    const why = `seed ${seed}`

    // R1: what was acknowledged is there.
    for (const id of accepted) expect(world.rows.has(id), why).toBe(true)
    for (const [id, { standing }] of world.rows) {
      // R6: nothing claims to run, and what rests says for what.
      expect(['completed', 'waiting'], why).toContain(standing.status)
      const writes = world.calls.filter((call) => call.execution === id && call.effect === 'write')
      const done = world.entries(id).filter((entry) => entry.k === 'done')
      if (standing.status === 'waiting') {
        // R4: in doubt is said only of an effect that was begun and has no outcome.
        expect(standing, why).toMatchObject({ waitKind: 'decision', inDoubt: 1 })
        const intent = world.entries(id).findLast((entry) => entry.k === 'intent')
        expect(
          done.some((entry) => entry.n === intent?.n),
          why,
        ).toBe(false)
      } else {
        expect(
          done.map((entry) => entry.n),
          why,
        ).toEqual(['Start', 'Look', 'Left', 'Right', 'Rest', 'Meet', 'Again', 'Last'])
        expect(new Set(writes.map((call) => call.node)), why).toEqual(new Set(['Left', 'Last']))
      }
      // R4: a write is never made twice without being asked.
      expect(new Set(writes.map((call) => call.node)).size, why).toBe(writes.length)
    }
    // R2: nothing whose outcome is stored is executed again.
    expect(
      world.calls.filter((call) => call.afterDone),
      why,
    ).toEqual([])
  }
})
