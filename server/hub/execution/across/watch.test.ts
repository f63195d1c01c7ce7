import type { ExecutionSummary } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { expect, test } from 'vitest'
import { log } from '#base/log'
import { newId } from '#base/id'
import type { NodeRecord } from '#engine/core'
import type { LiveExecution } from '#engine/host'
import { testDatabase } from '#test/database'
import { until } from '#test/running'
import { LiveFeed } from '../feed.ts'
import { messagePages } from './message-pages.ts'
import { messageMaxBytes } from './notify.store.ts'
import { WatchAcross } from './watch.ts'

const [workspaceId, workflowId, executionId] = [newId(), newId(), newId()]

const summary = (id: string, status: ExecutionSummary['status'], error = ''): ExecutionSummary => ({
  id,
  workflowId,
  workflowName: 'Given',
  workflowVersion: 1,
  status,
  mode: 'webhook',
  startedAt: new Date(0).toISOString(),
  endedAt: null,
  durationMs: null,
  waitUntil: null,
  inDoubt: 0,
  error: error === '' ? null : { message: error, node: 'Node' },
  retryOf: null,
})

const live = {
  id: executionId,
  workflow: { id: workflowId, workspaceId },
  plan: { nodes: [{ node: { id: 'n', name: 'Node' } }] },
} as unknown as LiveExecution
const record = (index: number) =>
  ({ index, node: 0, runIndex: index, status: 'completed', durationMs: 1, outputs: [[]], error: null }) as unknown as NodeRecord

/** Two processes over one database: what happens in `here` may be watched in `there`. */
async function twoProcesses() {
  const database = await testDatabase()
  const db = database.databases
  const make = async () => {
    const feed = new LiveFeed()
    const across = new WatchAcross({ db, log, feed })
    await across.start()
    return { feed, across }
  }
  const [here, there] = [await make(), await make()]
  let said = 0
  db.pool('execution').on('acquire', () => (said += 1))
  return {
    here: here.feed,
    there: there.feed,
    /** Statements since the last call. */
    said: () => {
      const count = said
      said = 0
      return count
    },
    [Symbol.asyncDispose]: async () => {
      await here.across.stop()
      await there.across.stop()
      here.feed.close()
      there.feed.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** Makes events of one more execution until the other process sees one. */
async function untilSeen(feed: LiveFeed, seen: readonly LiveEvent[]): Promise<void> {
  await until(
    async () => {
      feed.summaryChanged(workspaceId, summary(executionId, 'running'))
      await new Promise((resolve) => setTimeout(resolve, 150))
      return seen.length
    },
    (count) => count > 0,
  )
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('nothing is sent while nobody watches, and nothing any more when the last one has left', async () => {
  await using processes = await twoProcesses()
  const { here, there, said } = processes
  await pause(200)
  said()

  for (let n = 0; n < 1_000; n++) here.summaryChanged(workspaceId, summary(newId(), 'running'))
  await pause(300)
  expect(said()).toBe(0)

  const seen: LiveEvent[] = []
  const leave = there.listen({ workspaceId }, (event) => seen.push(event))
  await untilSeen(here, seen)
  leave()
  await pause(300)
  said()
  for (let n = 0; n < 1_000; n++) here.summaryChanged(workspaceId, summary(newId(), 'running'))
  await pause(300)

  expect(said()).toBe(0)
})

test('a flood is sent in few messages, leaves out what does not fit, and ends with the newest standing', async () => {
  await using processes = await twoProcesses()
  const { here, there, said } = processes
  const seen: LiveEvent[] = []
  there.listen({ workspaceId, executionId }, (event) => seen.push(event))
  await untilSeen(here, seen)
  seen.length = 0
  said()

  for (let n = 0; n < 20_000; n++) here.nodeFinished(live, record(n))
  here.summaryChanged(workspaceId, summary(executionId, 'running'))
  here.summaryChanged(workspaceId, summary(executionId, 'completed'))
  await until(
    () => seen.at(-1),
    (event) => event?.type === 'execution.changed' && event.execution.status === 'completed',
  )

  expect(said()).toBeLessThanOrEqual(2)
  expect(seen.length).toBeLessThanOrEqual(500)
  expect(seen.filter((event) => event.type === 'execution.changed')).toHaveLength(1)
})

test('only what is watched is sent: not the nodes to who watches a workspace, nothing to who watches another one', async () => {
  await using processes = await twoProcesses()
  const { here, there } = processes
  const [all, foreign]: [LiveEvent[], LiveEvent[]] = [[], []]
  there.listen({ workspaceId }, (event) => all.push(event))
  there.listen({ workspaceId: newId() }, (event) => foreign.push(event))
  await untilSeen(here, all)

  here.nodeFinished(live, record(0))
  here.summaryChanged(workspaceId, summary(executionId, 'failed', 'é'.repeat(20_000)))
  const last = await until(
    () => all.at(-1),
    (event) => event?.type === 'execution.changed' && event.execution.status === 'failed',
  )

  expect(all.some((event) => event.type === 'node.finished')).toBe(false)
  expect(foreign).toEqual([])
  expect(last).toMatchObject({ execution: { error: { message: 'é'.repeat(500), node: 'Node' } } })
})

test('two people who watch the same at one process are each told once', async () => {
  await using processes = await twoProcesses()
  const { here, there } = processes
  const seen: LiveEvent[][] = [[], []]
  there.listen({ workspaceId, executionId }, (event) => seen[0]?.push(event))
  there.listen({ workspaceId, workflowId }, (event) => seen[1]?.push(event))
  await untilSeen(here, seen[1] as LiveEvent[])
  for (const events of seen) events.length = 0

  here.nodeFinished(live, record(7))
  await until(
    () => seen.map((events) => events.filter((event) => event.type === 'node.finished').length),
    (counts) => counts.every((count) => count > 0),
  )
  await pause(200)

  expect(seen.map((events) => events.filter((event) => event.type === 'node.finished').length)).toEqual([1, 1])
})

test('messages hold whole texts and fewer bytes than NOTIFY takes', () => {
  const texts = Array.from({ length: 500 }, (_, n) => JSON.stringify('ü'.repeat(n)))

  const pages = messagePages([...texts, JSON.stringify('ü'.repeat(4_000))])

  expect(pages.every((page) => Buffer.byteLength(page) <= messageMaxBytes)).toBe(true)
  expect(pages.flatMap((page) => JSON.parse(page) as string[])).toEqual(texts.map((text) => JSON.parse(text) as string))
  expect(messagePages([])).toEqual([])
})
