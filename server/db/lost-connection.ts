import { codeOf } from './connect-admin.ts'

/** The server goes, is gone, or takes nobody in: admin_shutdown, crash_shutdown, cannot_connect_now, connection_exception, too_many_connections. */
const serverCodes = /^(57P0[123]|08\w{3}|53300)$/
const systemCodes = /^(ECONNREFUSED|ECONNRESET|ENOENT|ETIMEDOUT|EPIPE)$/

/** What the driver says of a connection that broke; these errors have no code. */
const driverWords =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/

/** Whether what was thrown means that the database could not be reached, not that it refused what it was asked. */
export function isConnectionLost(thrown: unknown): boolean {
  const code = codeOf(thrown)
  if (code === '') return thrown instanceof Error && driverWords.test(thrown.message)
  if (serverCodes.test(code)) return true
  // `ENOENT` and its like are outages only when a socket raised them, not a file.
  return systemCodes.test(code) && ['connect', 'read', 'write'].includes(String((thrown as { syscall?: unknown }).syscall))
}
