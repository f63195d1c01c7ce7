import { ownBuild } from './build.ts'
import { call } from './call.ts'
import { ApiProblem, Unreachable } from './problem.ts'

/** A page that breaks again and again says so only a few times. */
const reportsMax = 5
let sent = 0
const reports = new WeakMap<object, Promise<string | undefined>>()

/** Tells the server what broke and gives the id it is found by in its log; undefined where it cannot be told or is none of a page. */
export async function reportFault(error: unknown): Promise<string | undefined> {
  // A refusal has an id of its own, and an absent server hears nothing.
  if (error instanceof Unreachable) return undefined
  if (error instanceof ApiProblem) return error.requestId
  if (typeof error !== 'object' || error === null) return await send(new Error(String(error)))
  const known = reports.get(error)
  if (known !== undefined) return await known
  const report = send(error instanceof Error ? error : new Error(JSON.stringify(error)))
  reports.set(error, report)
  return await report
}

async function send({ message, stack }: Error): Promise<string | undefined> {
  sent += 1
  if (sent > reportsMax) return undefined
  const build = ownBuild()
  const body = {
    message: message === '' ? 'an error without words' : message.slice(0, 2_000),
    path: location.pathname.slice(0, 500),
    ...(stack === undefined ? {} : { stack: stack.slice(0, 20_000) }),
    ...(build === undefined ? {} : { build }),
  }
  try {
    return (await call('POST /reports', { body })).id
  } catch {
    return undefined
  }
}

/** What broke outside of what React draws is told as well. */
export function reportStrays(): void {
  window.addEventListener('error', ({ error }) => void reportFault(error))
  window.addEventListener('unhandledrejection', ({ reason }) => void reportFault(reason))
}
