import type { CustomFetch } from 'openid-client'
import type { Net } from '#net'

/** A provider answers in kilobytes and at once, or it is away. */
const timeoutMs = 10_000
const maxBytes = 1_000_000

/** The provider could not be reached, took too long or had a failure of its own: nobody's proof was wrong. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway'
}

/** How a client of OpenID Connect reaches the outside: by our one door, which knows what must not be called. */
export function askBy(net: Net): CustomFetch {
  return async (url, { method, headers, body }) => {
    const sent = body === undefined || body === null ? {} : { body: body instanceof Uint8Array ? body : String(body as string) }
    const answer = await net
      .request({ method, url, headers, ...sent, timeoutMs, maxBytes, redirects: { follow: false, max: 0 } })
      .catch((cause: unknown) => {
        throw new ProviderAway(cause instanceof Error ? cause.message : String(cause), { cause })
      })
    if (answer.status >= 500) throw new ProviderAway(`${new URL(url).host} answered with status ${answer.status}.`)
    const known = Object.entries(answer.headers).flatMap(([name, value]) =>
      // The body came unpacked.
      name === 'content-encoding' ? [] : [value].flat().map((one): [string, string] => [name, one]),
    )
    const isEmpty = answer.status === 204 || answer.status === 304
    return new Response(isEmpty ? null : Buffer.from(answer.body), { status: answer.status, headers: known })
  }
}

/** Whether a failure comes from the provider being away, however it was wrapped on its way here. */
export function causeAway(error: unknown): ProviderAway | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; one = one.cause, depth++)
    if (one instanceof ProviderAway) return one
  return undefined
}
