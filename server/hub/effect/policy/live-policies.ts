import type { Logger } from 'pino'
import { WorkspaceMemory } from '#base/workspace-memory'
import type { Databases } from '#db'
import { withBuiltIns } from './built-in.ts'
import type { Rule } from './evaluate.ts'
import { listPolicyRows } from './policy.store.ts'

/** Says of which workspace policies have changed. */
export const policyChannel = 'policies'

/**
 * A hint may be lost with a connection. What is older than `freshMs` is read again while it is still used; what is older
 * than `lastingMs` is used no more: rather nothing happens outside than something that was denied meanwhile.
 */
const ages = { freshMs: 10_000, lastingMs: 30_000 }
const workspacesMax = 2_000

type Parts = { readonly db: Databases; readonly log: Pick<Logger, 'warn'>; readonly ages?: typeof ages }

/** The policies of workspaces in the memory of this process, those that come with the product among them. */
export class LivePolicies {
  private readonly memory: WorkspaceMemory<readonly Rule[]>
  private readonly db: Databases
  private readonly log: Pick<Logger, 'warn'>
  private readonly ages: typeof ages

  constructor(parts: Parts) {
    this.db = parts.db
    this.log = parts.log
    this.ages = parts.ages ?? ages
    this.memory = new WorkspaceMemory(async (workspaceId) => {
      const rows = await listPolicyRows(this.db, workspaceId)
      return withBuiltIns(workspaceId, rows).filter(({ isActive }) => isActive)
    }, workspacesMax)
  }

  /** Hears of changes by other processes; resolves with what stops that. */
  async watch(): Promise<() => Promise<void>> {
    return await this.db.listen('effect', policyChannel, (workspaceId) =>
      this.forget(workspaceId === '' ? undefined : workspaceId),
    )
  }

  /** Those that are active: at once where they are known; a promise where the database has to be asked. */
  of(workspaceId: string): readonly Rule[] | Promise<readonly Rule[]> {
    const known = this.memory.known(workspaceId)
    if (known === undefined || known.ageMs > this.ages.lastingMs) return this.memory.read(workspaceId)
    if (known.ageMs > this.ages.freshMs)
      this.memory
        .read(workspaceId)
        .catch((error: unknown) =>
          this.log.warn(
            { err: error },
            'The policies of a workspace could not be read again; those known count for a moment more.',
          ),
        )
    return known.value
  }

  forget(workspaceId: string | undefined): void {
    this.memory.forget(workspaceId)
  }
}
