import { browserSecret, type Client, type PublicCall, readSessionCookie } from '#http'

/** Who comes to the door and has not said yet who they are. */
export type Visitor = {
  readonly now: Date
  readonly from: Client
  /** By which the browser is known again in the next request; it gets one when it is first asked for. See `browserSecret`. */
  readonly browser: () => string
  /** Of the session that the browser has already; it ends when another one starts. */
  readonly session: string | undefined
}

export function visitorOf({ now, client, request, reply }: Pick<PublicCall, 'now' | 'client' | 'request' | 'reply'>): Visitor {
  return { now, from: client, browser: () => browserSecret(request, reply), session: readSessionCookie(request) }
}
