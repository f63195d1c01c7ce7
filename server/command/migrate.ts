import { migrateDatabases, migrationStatus, openDatabases, takeBackMigration } from '#db'
import { readSettings } from '#base/settings'
import { hubs } from '../hubs.ts'

const usage = 'usage: steward migrate [status | up | down <hub>]\n'

/** `steward migrate [status|up|down <hub>]`: what `steward serve` does by itself at its start, by hand. */
export async function migrateCommand(argv: string[]): Promise<number> {
  const [act = 'status', name, ...rest] = argv
  const hub = hubs.find((each) => each === name)
  const isRight = act === 'down' ? hub !== undefined && rest.length === 0 : ['status', 'up'].includes(act) && name === undefined
  if (!isRight) {
    process.stderr.write(act === 'down' ? `down takes the name of a hub: ${hubs.join(', ')}\n${usage}` : usage)
    return 2
  }
  const databases = await openDatabases(readSettings(), { migrate: false })
  try {
    if (act === 'up') await migrateDatabases(databases)
    if (act === 'down' && hub !== undefined) {
      const undone = await takeBackMigration(databases, hub)
      process.stdout.write(undone === undefined ? `${hub}: nothing to take back\n` : `${hub}: took back ${undone.script}\n`)
    }
    for (const { hub: each, applied, pending } of await migrationStatus(databases)) {
      const state = pending.length === 0 ? 'up to date' : `pending: ${pending.map((migration) => migration.script).join(', ')}`
      process.stdout.write(`${each.padEnd(10)} ${String(applied.length).padStart(3)} applied, ${state}\n`)
    }
    return 0
  } finally {
    await databases.close()
  }
}
