import type { Logger } from 'pino'
import { type Databases, publish, workspacePurged } from '#db'
import { record } from '#hub/audit'
import type { TenantTables } from '../tenant.tables.ts'
import { lockLatelyDeleted, removeDue } from './deletion.store.ts'
import { workspaceDeleted } from './delete-workspace.ts'

const everyMs = 60_000
/** A request that was let in before the deletion may still switch something on; so it is said again that nothing may run. */
const repeatWithinSeconds = 300

type Options = { readonly db: Databases; readonly log: Logger }

/**
 * Deletes workspaces whose time to be restored is over, and tells every hub to
 * delete what is theirs. Any number of processes may run one.
 */
export class WorkspacePurger {
  private readonly options: Options
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> | undefined
  private stopped = false

  constructor(options: Options) {
    this.options = options
  }

  start(): void {
    this.arm()
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.working
  }

  /** Resolves to how many workspaces went. */
  async purge(): Promise<number> {
    for (let purged = 0; ; purged += 1) if (this.stopped || !(await this.purgeNext())) return purged
  }

  /** Says once more of workspaces that were deleted lately that nothing in them may run. */
  async repeatDeletions(): Promise<void> {
    await this.options.db.transaction<TenantTables, void>('tenant', async (tx) => {
      for (const id of await lockLatelyDeleted(tx, repeatWithinSeconds))
        await publish(tx, { type: workspaceDeleted, key: id, payload: { workspaceId: id } })
    })
  }

  private async purgeNext(): Promise<boolean> {
    return await this.options.db.transaction<TenantTables, boolean>('tenant', async (tx) => {
      const gone = await removeDue(tx)
      if (gone === undefined) return false
      await publish(tx, { type: workspacePurged, key: gone.id, payload: { workspaceId: gone.id } })
      const by = { actorId: null, workspaceId: gone.id, now: new Date() }
      await record(tx, by, {
        action: 'workspace.purged',
        resourceType: 'workspace',
        resourceId: gone.id,
        old: { name: gone.name },
      })
      return true
    })
  }

  private arm(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => {
      this.working = this.tend().finally(() => this.arm())
    }, everyMs).unref()
  }

  private async tend(): Promise<void> {
    const { log } = this.options
    try {
      await this.repeatDeletions()
      const purged = await this.purge()
      if (purged > 0) log.info({ workspaces: purged }, 'Deleted workspaces are gone for good; the hubs delete what is theirs.')
    } catch (error) {
      log.warn({ err: error }, 'Deleted workspaces could not be dealt with; it is tried again.')
    }
  }
}
