import { pino } from 'pino'
import type { LogLevel } from './settings.ts'

/**
 * Names whose values never reach a log line, wherever a caller puts them one
 * or two levels deep. What is deeper is the caller's duty: log ids, not bodies.
 */
const secretNames = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'clientSecret',
  'apiKey',
  'authorization',
  'cookie',
  'encryptionKey',
  'databaseUrl',
  'connectionString',
]

/**
 * The log of this process. It writes to standard error, because standard
 * output belongs to the command line's answers.
 */
export const log = pino(
  {
    base: null,
    level: process.env['STEWARD_LOG_LEVEL'] === 'silent' ? 'silent' : 'info',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  },
  pino.destination({ fd: 2, sync: true }),
)

export function setLogLevel(level: LogLevel): void {
  log.level = level
}
