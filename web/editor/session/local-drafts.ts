import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Change } from './sync.ts'

/** What a page had done and the server had not taken when it was last heard of. */
export type LocalDraft = {
  readonly workflowId: string
  /** Another person at the same browser is not shown it. */
  readonly userId: string
  /** The page. */
  readonly client: string
  /** The revision that the changes were made on. */
  readonly revision: number
  readonly changes: readonly Change[]
  readonly atMs: number
}

interface Schema extends DBSchema {
  drafts: { key: [string, string]; value: LocalDraft; indexes: { workflow: string } }
}

let opened: Promise<IDBPDatabase<Schema>> | undefined

/** Storage may be switched off; then nothing outlives the page, and the browser warns whoever leaves it. */
function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('steward-drafts', 1, {
    upgrade: (database) => {
      database.createObjectStore('drafts', { keyPath: ['workflowId', 'client'] }).createIndex('workflow', 'workflowId')
    },
  })
  return opened
}

/** Keeps what a page has not sent; nothing is left of it once all is sent. */
export async function keepDraft(draft: LocalDraft): Promise<void> {
  const database = await open()
  if (draft.changes.length === 0) await database.delete('drafts', [draft.workflowId, draft.client])
  else await database.put('drafts', draft)
}

export async function forgetDraft({ workflowId, client }: Pick<LocalDraft, 'workflowId' | 'client'>): Promise<void> {
  await (await open()).delete('drafts', [workflowId, client])
}

const lockOf = (client: string) => `steward draft ${client}`

/** Tells other pages of this browser that this one lives, until it is closed or `stop` is called. */
export function liveAs(client: string): () => void {
  const leave = Promise.withResolvers<void>()
  void navigator.locks?.request(lockOf(client), () => leave.promise)
  return () => leave.resolve()
}

/** Drafts of a person whose pages are gone, oldest first. */
export async function findLeftDrafts(of: Pick<LocalDraft, 'workflowId' | 'userId'>): Promise<readonly LocalDraft[]> {
  const drafts = await (await open()).getAllFromIndex('drafts', 'workflow', of.workflowId)
  const held = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name))
  return drafts
    .filter(({ client, userId }) => userId === of.userId && !held.has(lockOf(client)))
    .toSorted((a, b) => a.atMs - b.atMs)
}
