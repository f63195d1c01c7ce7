import { Cron } from 'croner'

/** The next tick of a cron expression after a time; null when there is none. Throws for an expression that makes no sense. */
export function nextRun(cron: string, timezone: string, after: Date): Date | null {
  return new Cron(cron, { timezone, paused: true }).nextRun(after)
}
