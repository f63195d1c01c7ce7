import { type DatabaseAnswer, type DatabaseCall, type HttpAnswer, type HttpCall, NodeError } from '@steward/sdk/node'
import { retryAfterMs } from './retry-policy.ts'

type Http = (call: HttpCall) => Promise<HttpAnswer>
type Query = (call: DatabaseCall) => Promise<DatabaseAnswer>

const harmlessMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Failures that come before anything is sent: nobody was reached, or nobody who could be trusted. */
const unsentCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPROTO',
  'refused_address',
  'circuit_open',
])

/** What the calls of one try have done to the outside, so that it is known whether a next try would do something twice. */
export class OutsideCalls {
  /** Calls that may change something and were answered as done. */
  made = 0
  /** For how long the last service that refused asked to be left alone, in milliseconds. */
  retryAfterMs: number | undefined
  private lost = 0
  private openChanges = 0
  private readonly open = new Set<Promise<unknown>>()
  private readonly nowMs: () => number
  private readonly anyMayChange: boolean

  /** `anyMayChange` where also a method that usually only looks may change something. */
  constructor(nowMs: () => number, anyMayChange = false) {
    this.nowMs = nowMs
    this.anyMayChange = anyMayChange
  }

  /** Calls that may change something and may have arrived, without an answer so far. */
  get unsure(): number {
    return this.lost + this.openChanges
  }

  /** A database that refuses or fails has changed nothing, unless it says that nobody knows. */
  watchQueries(query: Query): Query {
    return (call) => {
      const answer = query(call)
      const changes = call.effect === 'read' ? 0 : 1
      const noted = answer.then(
        () => void (this.made += changes),
        (error: unknown) => {
          if (!(error instanceof NodeError) || codeOf(error) === 'in_doubt') this.lost += changes
        },
      )
      this.hold(noted, changes)
      return answer
    }
  }

  watch(http: Http): Http {
    return (call) => {
      const answer = http(call)
      const isHarmless = !this.anyMayChange && harmlessMethods.has(call.method.toUpperCase())
      const changes = call.repeatable === true || isHarmless ? 0 : 1
      const noted = answer.then(
        ({ status, headers }) => {
          if (status < 400) this.made += changes
          else this.retryAfterMs = retryAfterMs(String(headers['retry-after'] ?? ''), this.nowMs())
        },
        (error: unknown) => {
          // Too much of an answer is an answer.
          if (codeOf(error) === 'too_large') this.made += changes
          else if (!wasNotSent(error)) this.lost += changes
        },
      )
      this.hold(noted, changes)
      return answer
    }
  }

  private hold(noted: Promise<void>, changes: number): void {
    this.openChanges += changes
    this.open.add(noted)
    void noted.then(() => {
      this.openChanges -= changes
      this.open.delete(noted)
    })
  }

  /** Resolves when every call of the try has come to an end. */
  async settled(): Promise<void> {
    while (this.open.size > 0) await Promise.all(this.open)
  }
}

function wasNotSent(error: unknown): boolean {
  if (!(error instanceof NodeError)) return false
  const code = codeOf(error)
  // An address or a header that cannot be sent at all has no code; certificates are looked at before anything is said.
  if (code === '') return !error.retryable
  return unsentCodes.has(code) || /CERT|SIGNATURE|^ERR_SSL/.test(code) || error.details['syscall'] === 'connect'
}

function codeOf(error: unknown): string {
  const code = error instanceof NodeError ? error.details['code'] : undefined
  return typeof code === 'string' ? code : ''
}
