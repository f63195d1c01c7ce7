import type pg from 'pg'
import type { LiveExecution } from '#engine/host'
import { readStaticData, writeStaticData } from './execution.store.ts'

type Kept = Partial<LiveExecution['staticData']>

/** What a workflow keeps across its executions, as text at the time it was read. */
const readAs = new WeakMap<LiveExecution, string>()

export async function loadStaticData(pool: pg.Pool, live: LiveExecution): Promise<void> {
  const stored = (await readStaticData(pool, live.workflow.id)) ?? live.plan.document.staticData
  const { workflow = {}, nodes = {} } = (stored ?? {}) as Kept
  Object.assign(live.staticData.workflow, workflow)
  Object.assign(live.staticData.nodes, nodes)
  readAs.set(live, JSON.stringify(live.staticData))
}

/** Whoever tries a workflow out sees what it keeps and changes none of it. */
export async function saveStaticData(pool: pg.Pool, live: LiveExecution): Promise<void> {
  const text = JSON.stringify(live.staticData)
  if (live.mode === 'manual' || text === readAs.get(live)) return
  await writeStaticData(pool, live.workflow.id, live.staticData)
  readAs.set(live, text)
}
