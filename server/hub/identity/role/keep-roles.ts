import type { Logger } from 'pino'
import type { Databases } from '#db'
import { endExpired } from './end-expired.ts'
import { keepSystemRoles } from './role.store.ts'

const everyMs = 60_000

/**
 * Brings the rows of the system's roles in step with the code and, in a process that tidies, takes roles away whose
 * time is over, now and then. Resolves with a function that stops it.
 */
export async function keepRoles(
  db: Databases,
  options: { readonly log: Logger; readonly tidies: boolean; readonly clock: () => Date },
): Promise<() => Promise<void>> {
  await keepSystemRoles(db)
  if (!options.tidies) return async () => {}
  let working: Promise<unknown> = Promise.resolve()
  const work = () => {
    working = endExpired(db, options.clock()).catch((error: unknown) =>
      options.log.warn({ err: error }, 'Roles whose time is over could not be tidied away; it is tried again.'),
    )
  }
  const timer = setInterval(work, everyMs).unref()
  return async () => {
    clearInterval(timer)
    await working
  }
}
