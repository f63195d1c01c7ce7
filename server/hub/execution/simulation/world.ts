import type { EffectClass } from '@steward/contract/effect'
import { compilePlan, createCatalog } from '#engine/core'
import { type Change, type ExecutionHead, GroupCommit, type JournalEntry, type LoadedWorkflow, type Standing } from '#engine/host'
import { givenNode, givenWorkflow } from '../../../test/given-workflow.ts'
import type { Claimed } from '../claim.store.ts'

/** A call that reached the outside: who made it, and whether its outcome had been stored before. */
export type PeerCall = {
  readonly execution: string
  readonly node: string
  readonly effect: EffectClass
  readonly afterDone: boolean
}

type Row = { head: ExecutionHead; standing: Standing; fence: number; workerId: string | null }

/** Numbers from a seed, the same on every machine (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * What survives a crash: the rows and journals of a database, and what the
 * outside has seen. It keeps the promises that PostgreSQL keeps (a batch is
 * stored whole or not at all, a fence that does not fit stores nothing), so
 * that thousands of crashes can be tried in seconds.
 */
export class World {
  readonly rows = new Map<string, Row>()
  readonly journals = new Map<string, Map<number, JournalEntry[]>>()
  readonly calls: PeerCall[] = []

  store(batch: readonly Change[]): boolean[] {
    return batch.map((change) => {
      const { head, fence, workerId, standing, seq, entries } = change
      const row = this.rows.get(head.id)
      if (change.insert) {
        if (row === undefined) this.rows.set(head.id, { head, standing, fence, workerId })
      } else {
        if (row === undefined || row.fence !== fence) return false
        Object.assign(row, { standing, workerId })
      }
      if (entries !== null) this.journal(head.id).set(seq, JSON.parse(entries) as JournalEntry[])
      return true
    })
  }

  /** Takes over everything nobody walks, as a worker does when it starts. */
  claimAll(workerId: string): Claimed[] {
    const open = [...this.rows.values()].filter(
      ({ standing }) => standing.status === 'running' || standing.status === 'queued' || standing.waitKind === 'timer',
    )
    return open.map((row) => {
      row.fence += 1
      row.workerId = workerId
      row.standing = { ...row.standing, status: 'running', waitKind: null, waitUntilMs: null }
      const segments = [...this.journal(row.head.id)].toSorted(([a], [b]) => a - b)
      return {
        head: row.head,
        fence: row.fence,
        entries: segments.flatMap(([, entries]) => entries),
        nextSeq: (segments.at(-1)?.[0] ?? -1) + 1,
        answerTo: null,
      }
    })
  }

  entries(id: string): JournalEntry[] {
    return [...this.journal(id)].toSorted(([a], [b]) => a - b).flatMap(([, entries]) => entries)
  }

  private journal(id: string): Map<number, JournalEntry[]> {
    let journal = this.journals.get(id)
    if (journal === undefined) this.journals.set(id, (journal = new Map()))
    return journal
  }
}

/** The process dies after so many steps: from then on nothing that it awaits ever comes back. */
export class Fate {
  private left: number
  constructor(steps: number) {
    this.left = steps
  }

  get dead(): boolean {
    return this.left <= 0
  }

  /** A point at which the process may die. */
  async point(): Promise<void> {
    if (this.left > 0) this.left -= 1
    if (this.dead) await new Promise(() => {})
  }
}

export function groupOf(world: World, fate: Fate, random: () => number): GroupCommit<Change> {
  const write = async (batch: readonly Change[]) => {
    await fate.point()
    // Another process may have come between, so the order of batches in flight is the database's.
    if (random() < 0.3) await new Promise((resolve) => setImmediate(resolve))
    if (fate.dead) await new Promise(() => {})
    const taken = world.store(batch)
    // Stored, but the answer does not arrive.
    await fate.point()
    return taken
  }
  return new GroupCommit(write, { inFlightMax: 2, batchMax: 3, isDataError: () => false, retryMs: () => 1, onTrouble: () => {} })
}

/** Read, write, wait and write again, with pure nodes between and two branches that meet. */
export function workflowOf(world: World, fate: Fate): LoadedWorkflow {
  const effectNode = (type: string, effect: EffectClass) =>
    givenNode(type, {
      effect,
      execute: async (call) => {
        await fate.point()
        const done = world
          .entries(call.execution.id)
          .some((entry) => entry.k === 'done' && entry.n === call.node.id && entry.r === call.runIndex)
        world.calls.push({ execution: call.execution.id, node: call.node.name, effect, afterDone: done })
        await fate.point()
        return [
          call.items.map((item, index) => ({ json: { ...item.json, [call.node.name]: true }, pairedItem: { item: index } })),
        ]
      },
    })
  const catalog = createCatalog([
    givenNode('pass'),
    effectNode('look', 'read'),
    effectNode('change', 'write'),
    givenNode('rest', { execute: (call) => ({ kind: 'wait', untilMs: call.nowMs }) }),
    givenNode('meet', {
      inputs: [{ name: 'a' }, { name: 'b' }],
      requiredInputs: () => 1,
      execute: (call) => [[...(call.inputs[0] ?? []), ...(call.inputs[1] ?? [])]],
    }),
  ])
  const document = givenWorkflow([
    { name: 'Start', to: { Look: [0, 0] } },
    { name: 'Look', type: 'look', to: { Left: [0, 0], Right: [0, 0] } },
    { name: 'Left', type: 'change', position: [400, 0], to: { Meet: [0, 0] } },
    { name: 'Right', position: [400, 200], to: { Rest: [0, 0] } },
    { name: 'Rest', type: 'rest', position: [600, 200], to: { Meet: [0, 1] } },
    { name: 'Meet', type: 'meet', position: [800, 0], to: { Again: [0, 0] } },
    { name: 'Again', type: 'look', position: [1000, 0], to: { Last: [0, 0] } },
    { name: 'Last', type: 'change', position: [1200, 0] },
  ])
  return {
    workflow: { id: 'w', workspaceId: 'ws', name: 'Simulated', version: 1, active: true },
    plan: compilePlan(document, catalog),
    timezone: 'UTC',
  }
}
