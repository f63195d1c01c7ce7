import type { Logger } from 'pino'
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

type Entry = { readonly policies: readonly Rule[]; readonly askedMs: number }
type Parts = { readonly db: Databases; readonly log: Pick<Logger, 'warn'>; readonly ages?: typeof ages }

/** The policies of workspaces in the memory of this process, those that come with the product among them. */
export class LivePolicies {
  private readonly entries = new Map<string, Entry>()
  private readonly reading = new Map<string, Promise<readonly Rule[]>>()
  private readonly db: Databases
  private readonly log: Pick<Logger, 'warn'>
  private readonly ages: typeof ages

  constructor(parts: Parts) {
    this.db = parts.db
    this.log = parts.log
    this.ages = parts.ages ?? ages
  }

  /** Hears of changes by other processes; resolves with what stops that. */
  async watch(): Promise<() => Promise<void>> {
    return await this.db.listen('effect', policyChannel, (workspaceId) =>
      this.forget(workspaceId === '' ? undefined : workspaceId),
    )
  }

  /** Those that are active: at once where they are known; a promise where the database has to be asked. */
  of(workspaceId: string): readonly Rule[] | Promise<readonly Rule[]> {
    const entry = this.entries.get(workspaceId)
    if (entry === undefined) return this.read(workspaceId)
    const ageMs = performance.now() - entry.askedMs
    if (ageMs > this.ages.lastingMs) return this.read(workspaceId)
    if (ageMs > this.ages.freshMs)
      this.read(workspaceId).catch((error: unknown) =>
        this.log.warn(
          { err: error },
          'The policies of a workspace could not be read again; those known count for a moment more.',
        ),
      )
    return entry.policies
  }

  /** What is being read right now may be older than the change, so it is not kept either. */
  forget(workspaceId: string | undefined): void {
    if (workspaceId === undefined) {
      this.entries.clear()
      this.reading.clear()
      return
    }
    this.entries.delete(workspaceId)
    this.reading.delete(workspaceId)
  }

  private read(workspaceId: string): Promise<readonly Rule[]> {
    const present = this.reading.get(workspaceId)
    if (present !== undefined) return present
    const askedMs = performance.now()
    const reading: Promise<readonly Rule[]> = listPolicyRows(this.db, workspaceId)
      .then((rows) => {
        const policies = withBuiltIns(workspaceId, rows).filter(({ isActive }) => isActive)
        if (this.reading.get(workspaceId) === reading) this.keep(workspaceId, { policies, askedMs })
        return policies
      })
      .finally(() => {
        if (this.reading.get(workspaceId) === reading) this.reading.delete(workspaceId)
      })
    this.reading.set(workspaceId, reading)
    return reading
  }

  private keep(workspaceId: string, entry: Entry): void {
    this.entries.delete(workspaceId)
    this.entries.set(workspaceId, entry)
    const [oldest] = this.entries.keys()
    if (this.entries.size > workspacesMax && oldest !== undefined) this.entries.delete(oldest)
  }
}
