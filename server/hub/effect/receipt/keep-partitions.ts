import { log } from '#base/log'
import type { Databases } from '#db'
import { ensurePartitions } from './receipt.store.ts'

const everyMs = 6 * 3_600_000

/** Makes the months of the receipts ahead of time, now and then; resolves when the first are there, with a function that stops it. */
export async function keepPartitions(db: Databases): Promise<() => void> {
  await ensurePartitions(db.pool('effect'))
  const timer = setInterval(() => {
    ensurePartitions(db.pool('effect')).catch((error: unknown) =>
      log.warn({ err: error }, 'The next months of the receipts could not be made; it is tried again.'),
    )
  }, everyMs).unref()
  return () => clearInterval(timer)
}
