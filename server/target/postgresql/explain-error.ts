import { TargetError } from '../target.ts'

type ServerError = Error & {
  readonly code?: string
  readonly severity?: string
  /** Where in the text; an error about a value of a row has none. */
  readonly position?: string
  /** In which code of the database. */
  readonly where?: string
}

const sentences: Readonly<Record<string, readonly [code: string, sentence: string]>> = {
  ECONNREFUSED: ['unreachable', 'Nothing answers at the address of the database.'],
  ENOTFOUND: ['unreachable', 'The host name of the database is unknown.'],
  EAI_AGAIN: ['unreachable', 'The host name of the database cannot be looked up now.'],
  ETIMEDOUT: ['unreachable', 'The database did not answer in time.'],
  ECONNRESET: ['connection_lost', 'The database broke the connection off.'],
  EPIPE: ['connection_lost', 'The database broke the connection off.'],
  '28P01': ['login_refused', 'The database refused the password of the login.'],
  '28000': ['login_refused', 'The database does not let this login in.'],
  '3D000': ['unknown_database', 'The server has no database of this name.'],
  '53300': ['too_many_connections', 'The server has no free connection left.'],
  '57P01': ['connection_lost', 'An administrator of the database ended the connection; nothing was changed.'],
  '57P02': ['connection_lost', 'The database server crashed; nothing was changed.'],
  '57P03': ['unreachable', 'The database server is starting or stopping.'],
  '57014': ['timeout', 'The statement took longer than it may and was stopped.'],
  '55P03': ['lock_timeout', 'Somebody else holds a lock that the statement needs, and it was not free in time.'],
  '40001': ['changed_meanwhile', 'Somebody else changed the same rows at the same time; nothing was changed here. Try again.'],
  '40P01': [
    'deadlock',
    'The statement and another one waited for each other; PostgreSQL stopped this one and nothing was changed.',
  ],
  '25006': ['read_only', 'The statement would change something, and this request may only read.'],
  '25P03': ['idle_timeout', 'The result was taken too slowly, so the database ended the request.'],
  '25P04': ['timeout', 'The request took longer than it may and was stopped.'],
  '53200': ['out_of_memory', 'The database ran out of memory for this statement.'],
  '54001': ['too_complex', 'The statement is nested too deeply for the database.'],
  '42501': ['permission_denied', 'The login of this connection has no right to do that.'],
  '42601': ['syntax', 'PostgreSQL cannot read the statement.'],
}

const tls = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_SSL)/

/** What went wrong, for the person who asked. Details of rows, which PostgreSQL adds to some errors, are left out. */
export function explain(error: unknown): TargetError {
  if (error instanceof TargetError) return error
  const { code = '', message, severity } = error as ServerError
  if (tls.test(code))
    return new TargetError('tls', `The certificate of the database does not hold: ${message}.`, { cause: error })
  if (/does not support SSL/.test(message))
    return new TargetError('tls', 'The database does not speak TLS, which the connection asks for.', { cause: error })
  if (/timeout expired|Connection terminated due to connection timeout/.test(message))
    return new TargetError('unreachable', 'The database did not answer in time.', { cause: error })
  if (/Connection terminated|connection.*closed|not queryable/i.test(message) && severity === undefined)
    return new TargetError('connection_lost', 'The connection to the database broke; nothing was changed.', { cause: error })
  const known = sentences[code]
  if (known === undefined) return new TargetError('failed', `PostgreSQL: ${message}`, { cause: error })
  const said = ['42501', '42601'].includes(code) ? ` PostgreSQL: ${message}` : ''
  return new TargetError(known[0], `${known[1]}${said}`, { cause: error })
}

/**
 * The same where columns are hidden. What a trigger, a policy or a value of a row has to say when it fails may hold what
 * is hidden, and is left out; what PostgreSQL says of the text itself stays.
 */
export function withoutValues(error: unknown): TargetError {
  const known = explain(error)
  const { code = '', message = '', severity, position, where } = (known.cause ?? {}) as Partial<ServerError>
  if (severity === undefined || !known.message.includes(message)) return known
  const isOfRow = code.startsWith('22') && position === undefined && code !== '22012'
  if (where === undefined && !code.startsWith('P0') && !isOfRow) return known
  const sentence = `The database refused it, and what it says of that may hold hidden values (SQLSTATE ${code}).`
  return new TargetError(known.code, sentence, { isInDoubt: known.isInDoubt, cause: known.cause })
}
