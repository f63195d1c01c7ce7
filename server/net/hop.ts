import { NodeError } from '@steward/sdk/node'

/** One request on the way to an answer; a redirect makes the next one. */
export type Hop = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

/** Set by the transport itself; a different value would break the message. */
const ownHeaders = new Set(['connection', 'content-length', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade'])

/** Checks an address a person wrote and takes what can be sent of it. */
export function readUrl(text: string): URL {
  const url = URL.parse(text.trim())
  if (url === null)
    throw new NodeError(`"${text.slice(0, 200)}" is not a complete URL. It has to start with http:// or https://.`, {
      retryable: false,
    })
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new NodeError(`Only http: and https: addresses can be called, not ${url.protocol}`, { retryable: false })
  }
  return url
}

/** The first request. A name and password in the address become the header that they stand for. */
export function firstHop(call: {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}): Hop {
  const url = readUrl(call.url)
  const method = call.method.toUpperCase()
  if (!/^[A-Z]+$/.test(method) || method === 'CONNECT' || method === 'TRACE')
    throw new NodeError(`"${call.method.slice(0, 50)}" is not a method that can be called.`, { retryable: false })
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    checkHeader(name, value)
    if (!ownHeaders.has(name.toLowerCase())) headers[name] = value
  }
  const named = (name: string) => Object.keys(headers).some((one) => one.toLowerCase() === name)
  if (url.username !== '' && !named('authorization')) {
    headers['authorization'] =
      `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`
  }
  if (!named('accept-encoding')) headers['accept-encoding'] = 'gzip, deflate, br'
  if (!named('user-agent')) headers['user-agent'] = 'Steward'
  return { method, url: withoutUser(url), headers, body: method === 'GET' && call.body === '' ? undefined : call.body }
}

function checkHeader(name: string, value: string): void {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
    throw new NodeError(`"${name.slice(0, 50)}" cannot be the name of a header.`, { retryable: false })
  // Everything else (line breaks above all) could start a header or a request of its own.
  // oxlint-disable-next-line no-control-regex
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new NodeError(
      `The value of the header "${name}" contains a line break or another character that headers cannot hold.`,
      { retryable: false },
    )
  }
}

function withoutUser(url: URL): URL {
  url.username = ''
  url.password = ''
  return url
}

const secretName = /auth|cookie|token|secret|password|credential|session|signature|api-?key|apikey|access-?key|(^|-)key$/i

/** The request that a redirect asks for: what is secret stays with the origin it was meant for. */
export function nextHop(hop: Hop, status: number, location: string, secretHeaders: readonly string[]): Hop {
  const target = URL.parse(location, hop.url)
  if (target === null) throw new NodeError(`${hop.url.host} redirects to something that is not an address.`)
  const url = withoutUser(readUrl(target.href))
  const becomesGet = (status === 303 && hop.method !== 'HEAD') || ((status === 301 || status === 302) && hop.method === 'POST')
  const sameOrigin = url.origin === hop.url.origin
  const secret = new Set(secretHeaders.map((name) => name.toLowerCase()))
  const headers = Object.fromEntries(
    Object.entries(hop.headers).filter(([name]) => {
      const lower = name.toLowerCase()
      if (lower === 'host') return false
      if (becomesGet && lower.startsWith('content-')) return false
      return sameOrigin || !(secret.has(lower) || secretName.test(lower))
    }),
  )
  return { method: becomesGet ? 'GET' : hop.method, url, headers, body: becomesGet ? undefined : hop.body }
}
