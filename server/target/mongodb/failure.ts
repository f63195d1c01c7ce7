import { MongoError, MongoServerError } from 'mongodb'
import { TargetError } from '../target.ts'

type Told = readonly [code: string, sentence: string]

/** By the codes of the server. What it says itself can hold values of documents, so it is not passed on where fields are hidden. */
const byCode: Readonly<Record<number, Told>> = {
  13: ['not_allowed', 'The login that Steward has there may not do that.'],
  18: ['sign_in', 'The database refused the sign-in.'],
  26: ['not_found', 'There is no such collection.'],
  27: ['not_found', 'There is no such index.'],
  48: ['exists', 'There is a collection of that name already.'],
  50: ['timeout', 'It took longer than it may and was stopped by the database.'],
  59: ['not_supported', 'This server does not know what was asked of it.'],
  112: ['conflict', 'Somebody else changed the same documents at the same time. Nothing was changed.'],
  251: ['conflict', 'The database ended the transaction. Nothing was changed.'],
  8000: ['sign_in', 'The database refused the sign-in.'],
  10107: ['read_only', 'This server takes no changes: it is not the primary of its replica set.'],
  11000: ['duplicate', 'There is a document with the same unique key already.'],
  11601: ['cancelled', 'The query was cancelled.'],
  11602: ['cancelled', 'The database ended the query.'],
}

export type FailureContext = {
  /** Whether the server's own words may be passed on. */
  readonly isQuiet: boolean
  readonly doubt: { readonly isInDoubt: boolean; readonly isPartial: boolean }
}

/** An error of the driver or of the server in a sentence for the person who asked. */
export function toTargetError(error: unknown, context: FailureContext): TargetError {
  const [code, sentence] = error instanceof TargetError ? ([error.code, error.message] as const) : told(error, context)
  const isAnswer = error instanceof MongoServerError && !error.hasErrorLabel('UnknownTransactionCommitResult')
  if (context.doubt.isPartial)
    return new TargetError(code, `${sentence} What was changed before that stays changed: this server has no transactions.`, {
      isInDoubt: true,
      cause: error,
    })
  if (context.doubt.isInDoubt && !isAnswer)
    return new TargetError(code, `${sentence} The change may have been made all the same: look before it is repeated.`, {
      isInDoubt: true,
      cause: error,
    })
  return error instanceof TargetError ? error : new TargetError(code, sentence, { cause: error })
}

function told(error: unknown, context: FailureContext): Told {
  if (error instanceof MongoServerError) return ofServer(error, context)
  const causes = [...causesOf(error)]
  const tls = causes.find((one) =>
    /certificate|ERR_TLS|SELF_SIGNED|altname/i.test(`${String((one as { code?: unknown }).code)} ${one.message}`),
  )
  if (tls !== undefined) return ['tls', `The certificate of the database was not accepted: ${tls.message}.`]
  const server = causes.find((one) => one instanceof MongoServerError)
  if (server instanceof MongoServerError) return ofServer(server, context)
  const names = causes.map((one) => one.name)
  const network = causes.find((one) => /ECONN|ENOTFOUND|EHOST|ETIMEDOUT|EAI_AGAIN/.test(String((one as { code?: unknown }).code)))
  if (network !== undefined)
    return ['unreachable', `The database cannot be reached (${String((network as { code?: unknown }).code)}).`]
  if (names.includes('MongoServerSelectionError')) return ['unreachable', 'The database did not answer in time.']
  if (names.includes('MongoNetworkTimeoutError')) return ['connection_lost', 'The database stopped answering.']
  if (names.some((name) => name.startsWith('MongoNetwork'))) return ['connection_lost', 'The connection to the database broke.']
  if (names.includes('MongoParseError') || names.includes('BSONError'))
    return ['protocol', 'What answers there does not speak the language of MongoDB.']
  if (error instanceof MongoError)
    return ['failed', context.isQuiet ? 'The database could not do this.' : `The database could not do this: ${error.message}`]
  return ['failed', `The query failed: ${error instanceof Error ? error.message : String(error)}`]
}

const longestWords = 300

function ofServer(error: MongoServerError, { isQuiet }: FailureContext): Told {
  const known = byCode[Number(error.code)]
  if (known?.[0] === 'duplicate') {
    // What the server says itself holds the value; the name of the index is enough.
    const index = /index: (.{1,200}?) dup key/.exec(error.message)?.[1]
    return [known[0], index === undefined ? known[1] : `There is a document with the same unique key already (index ${index}).`]
  }
  if (known !== undefined) return known
  if (isQuiet) return ['failed', `The database refused this (code ${Number(error.code)}).`]
  return ['failed', `The database refused this: ${error.message.slice(0, longestWords)}`]
}

function* causesOf(error: unknown): Generator<Error> {
  const seen = new Set<unknown>()
  const open: unknown[] = [error]
  while (open.length > 0 && seen.size < 20) {
    const one = open.shift()
    if (!(one instanceof Error) || seen.has(one)) continue
    seen.add(one)
    yield one
    const { reason, errors } = one as { reason?: { servers?: Map<string, { error: unknown }> }; errors?: unknown[] }
    open.push(one.cause, ...(errors ?? []), ...[...(reason?.servers?.values() ?? [])].map((server) => server.error))
  }
}

/** Whether the password that was shown is not, or no longer, right. */
export const isSignInRefused = (error: unknown): boolean =>
  [...causesOf(error)].some((one) => one instanceof MongoServerError && [18, 8000].includes(Number(one.code)))
