import { type Databases, migrationStatus } from '#db'

/** Migrations are applied at the start; this is for those that somebody takes back under a running process. */
const lookMs = 60_000

/** Knows which migrations this process needs and the database lacks. */
export class MigrationWatch {
  private missing: readonly string[] = []
  private readonly timer: NodeJS.Timeout
  private readonly databases: Databases

  constructor(databases: Databases) {
    this.databases = databases
    this.timer = setInterval(() => void this.look(), lookMs).unref()
  }

  /** What keeps the process from working, in a sentence. */
  obstacles(): string[] {
    return this.missing.length === 0 ? [] : [`Migrations are missing (${this.missing.join(', ')}); run steward migrate up.`]
  }

  async look(): Promise<void> {
    try {
      const plans = await migrationStatus(this.databases)
      this.missing = plans.flatMap(({ hub, pending }) => pending.map(({ script }) => `${hub} ${script}`))
    } catch {
      // The database is out of reach, which readiness says by itself, or a newer process has migrated further, which is no obstacle.
    }
  }

  stop(): void {
    clearInterval(this.timer)
  }
}
