import type { Transaction } from 'kysely'
import { Rounds } from '#base/rounds'
import type { Logger } from 'pino'
import type { Databases } from '#db'
import type { ProfileTables } from '../profile.tables.ts'
import type { ExportFolder } from './export-folder.ts'
import { deleteEnded, lockSilent, updateTask } from './task.store.ts'
import { tellEnd } from './tasks.ts'

type Parts = { readonly db: Databases; readonly log: Logger; readonly clock: () => Date; readonly files: ExportFolder }

const silentMs = 120_000
const keptMs = 7 * 86_400_000
const rowsPerStep = 200
const pollMs = 30_000

/** Ends tasks whose process or tab is gone, and forgets old ones with their files. Any number may run. */
export class TaskCaretaker {
  private readonly parts: Parts
  private rounds: Rounds | undefined

  constructor(parts: Parts) {
    this.parts = parts
  }

  start(): void {
    const { log } = this.parts
    this.rounds = new Rounds({
      round: () => this.round(),
      onError: (error) => log.warn({ err: error }, 'tasks were not looked after and will be later'),
      pollMs,
    })
  }

  async stop(): Promise<void> {
    await this.rounds?.stop()
  }

  async round(): Promise<boolean> {
    const { db, clock, files } = this.parts
    const now = clock()
    while (await db.transaction<ProfileTables, boolean>('profile', (tx) => endSilent(tx, now)));
    const before = new Date(now.getTime() - keptMs)
    const gone = await db.transaction<ProfileTables, number>('profile', (tx) => deleteEnded(tx, before, rowsPerStep))
    if (gone === rowsPerStep) return true
    await files.sweep(before)
    return false
  }
}

async function endSilent(tx: Transaction<ProfileTables>, now: Date): Promise<boolean> {
  const task = await lockSilent(tx, new Date(now.getTime() - silentMs))
  if (task === undefined) return false
  const error = 'It broke off: whoever did it was not heard of any more.'
  await tellEnd(tx, await updateTask(tx, task, { state: 'failed', error, ended_at: now }))
  return true
}
