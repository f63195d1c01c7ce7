import type { Retention } from '@steward/contract/api/retention'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { BlobStore } from '#base/blob-store'
import type { Databases } from '#db'
import { usualRetention } from '../execution.config.ts'
import {
  deleteExpired,
  deleteOldTicks,
  dropMonth,
  foldOldHours,
  forgetFiles,
  mustKeep,
  pastMonths,
  releasePruneLock,
  tryPruneLock,
  unusedFiles,
  workspacesWithHistory,
} from './prune.store.ts'

const everyMs = 3_600_000
/** After the start, when everybody wants something else. */
const firstMs = 120_000
const batchSize = 500
/** Between batches, so that whoever waits for a disk or a lock gets it. */
const pauseMs = 20
const smallestId = '00000000-0000-0000-0000-000000000000'
/** A file may be stored long before the execution that refers to it is. */
const fileGraceMs = 48 * 3_600_000

export type Pruned = { months: number; executions: number; ticks: number; files: number }

type Options = { readonly db: Databases; readonly log: Logger; readonly files: BlobStore }

/**
 * Deletes what no workspace keeps any longer. Whole months go as partitions,
 * the rest row by row in small steps. Of several processes one does it.
 */
export class Pruner {
  private timer: NodeJS.Timeout | undefined
  private working: Promise<unknown> | undefined
  private stopped = false
  private readonly options: Options
  /** What has been deleted since the process began, for metrics. */
  readonly total: Pruned = { months: 0, executions: 0, ticks: 0, files: 0 }

  constructor(options: Options) {
    this.options = options
  }

  start(): void {
    this.arm(firstMs)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.working
  }

  /** Resolves to what was deleted; undefined when another process is at it. */
  async prune(): Promise<Pruned | undefined> {
    const client = await this.options.db.client('execution')
    try {
      if (!(await tryPruneLock(client))) return undefined
      const usual = await usualRetention(this.options.db)
      const pruned = {
        months: await this.dropMonths(client, usual),
        executions: await this.deleteExecutions(client, usual),
        ticks: await this.repeat(() => deleteOldTicks(client, batchSize, usual)),
        files: await this.sweepFiles(client),
      }
      await this.repeat(() => foldOldHours(client, batchSize))
      await releasePruneLock(client)
      for (const name of Object.keys(pruned) as (keyof Pruned)[]) this.total[name] += pruned[name]
      return pruned
    } finally {
      await client.end()
    }
  }

  private arm(ms: number): void {
    if (this.stopped) return
    this.timer = setTimeout(() => {
      this.working = this.prune()
        .then((pruned) => {
          if (pruned !== undefined && Object.values(pruned).some((count) => count > 0))
            this.options.log.info(pruned, 'What is no longer kept was deleted.')
        })
        .catch((error: unknown) =>
          this.options.log.warn({ err: error }, 'Old executions could not be deleted; it is tried again.'),
        )
        .finally(() => this.arm(everyMs))
    }, ms).unref()
  }

  private async dropMonths(client: pg.ClientBase, usual: Retention): Promise<number> {
    let dropped = 0
    for (const month of await pastMonths(client)) {
      if (this.stopped || (await mustKeep(client, month, usual)) || !(await dropMonth(client, month))) continue
      await forgetFiles(client, month)
      dropped += 1
    }
    return dropped
  }

  private async deleteExecutions(client: pg.ClientBase, usual: Retention): Promise<number> {
    let deleted = 0
    for (const workspaceId of await workspacesWithHistory(client)) {
      let after: string | null = smallestId
      while (after !== null && !this.stopped) {
        const batch = await deleteExpired(client, { workspaceId, after, rowsMax: batchSize, usual })
        deleted += batch.deleted
        after = batch.looked < batchSize ? null : batch.last
        if (after !== null) await pause()
      }
    }
    return deleted
  }

  private async repeat(step: () => Promise<number>): Promise<number> {
    let sum = 0
    for (let count = batchSize; count === batchSize && !this.stopped;) {
      count = await step()
      sum += count
      if (count === batchSize) await pause()
    }
    return sum
  }

  private async sweepFiles(client: pg.ClientBase): Promise<number> {
    return this.options.files.sweep(fileGraceMs, async (ids) => {
      await pause()
      return this.stopped ? [] : unusedFiles(client, ids)
    })
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))
