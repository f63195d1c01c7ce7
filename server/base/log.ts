import { pino } from 'pino'
import { describeError, redact } from './redact.ts'
import type { LogLevel } from './settings.ts'

/**
 * The log of this process. It writes to standard error, because standard
 * output belongs to the command line's answers. Secrets are hidden by the
 * names they have and the forms they take, however deep; still, log ids, not
 * bodies.
 */
export const log = pino(
  {
    base: null,
    level: process.env['STEWARD_LOG_LEVEL'] === 'silent' ? 'silent' : 'info',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (entry) => redact(entry) },
    serializers: { err: describeError },
  },
  pino.destination({ fd: 2, sync: true }),
)

export function setLogLevel(level: LogLevel): void {
  log.level = level
}
