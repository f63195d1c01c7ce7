import { type Reach, TargetError } from '../target.ts'
import { explain } from './explain-error.ts'
import { Session } from './session.ts'

export type Attempt = { readonly session: Session; readonly reach: Reach; readonly signal: AbortSignal; isCommitting: boolean }

/** Work on a connection of its own, which is gone afterwards, however it went; aborting cancels it at the database too. */
export async function attempt<T>(reach: Reach, signal: AbortSignal, work: (attempt: Attempt) => Promise<T>): Promise<T> {
  if (signal.aborted) throw stopped()
  const session = await Session.open(reach)
  const one: Attempt = { session, reach, signal, isCommitting: false }
  const onAbort = () => void stop(one)
  signal.addEventListener('abort', onAbort)
  try {
    if (signal.aborted) throw stopped()
    const result = await work(one)
    await session.close()
    return result
  } catch (error) {
    // The server takes back what was not committed when the connection ends.
    await session.close()
    if (error instanceof TargetError && error.isInDoubt) throw error
    throw session.reason ?? (signal.aborted ? stopped() : explain(error))
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

const stopped = () => new TargetError('cancelled', 'The request was stopped; nothing was changed.')

/** What is being committed is not stopped any more: then nobody would know whether it happened. */
async function stop(one: Attempt): Promise<void> {
  if (one.isCommitting) return
  // A database that answers nobody any more is not waited for.
  const late = new Promise((done) => setTimeout(done, 3_000).unref())
  await Promise.race([cancel(one).catch(() => undefined), late])
  if (!one.isCommitting) one.session.destroy()
}

/** From a second connection of the same login, which may cancel what it started itself. */
async function cancel({ reach, session }: Attempt): Promise<void> {
  const other = await Session.open(reach)
  await other.rows('select pg_cancel_backend($1::text::integer)', [String(session.processId)]).finally(() => other.close())
}

/** The change is there, or it is not, or the answer was lost and only the database knows. */
export async function commit(one: Attempt): Promise<void> {
  one.isCommitting = true
  let answer
  try {
    answer = await one.session.ask('commit')
  } catch (error) {
    // An ERROR is an answer: a check that was put off failed, and all is taken back. Anything else is silence.
    if ((error as { severity?: string }).severity === 'ERROR') throw explain(error)
    throw new TargetError(
      'in_doubt',
      'The connection broke while the change was being committed; whether it happened must be looked up in the database.',
      { isInDoubt: true, cause: error },
    )
  } finally {
    one.isCommitting = false
  }
  if (answer.command !== 'COMMIT') throw new TargetError('failed', 'The database took the change back in place of committing it.')
}
