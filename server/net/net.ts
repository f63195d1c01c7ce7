import { lookup } from 'node:dns/promises'
import { STATUS_CODES as statusTexts } from 'node:http'
import { type HttpAnswer, type HttpCall, NodeError } from '@steward/sdk/node'
import { type Dispatcher, request } from 'undici'
import { type AddressPolicy, refusalOf } from './address.ts'
import { readBody, TooLarge } from './body.ts'
import { guardedAgent, proxiedAgent, RefusedAddress, type Security } from './connect.ts'
import { callError } from './failure.ts'
import { firstHop, type Hop, nextHop, readUrl } from './hop.ts'

export type NetSettings = {
  /** Refuses private and loopback addresses; link-local and metadata addresses are refused always. */
  readonly denyPrivate?: boolean
  /** Hosts, addresses and ranges that are called although private addresses are refused. */
  readonly allowPrivate?: readonly string[]
  readonly connectTimeoutMs?: number
  /** For calls that name none: from the first byte sent to the last one received. */
  readonly timeoutMs?: number
  readonly maxBytes?: number
}

export type Net = {
  /** Throws `NodeError` when no answer comes; every status is an answer. */
  request(call: HttpCall, signal?: AbortSignal): Promise<HttpAnswer>
  close(): Promise<void>
}

const redirects = new Set([301, 302, 303, 307, 308])

/** The only door to the outside. */
export function createNet(settings: NetSettings = {}): Net {
  const policy: AddressPolicy = { denyPrivate: settings.denyPrivate ?? false, allowed: settings.allowPrivate ?? [] }
  const connectTimeoutMs = settings.connectTimeoutMs ?? 10_000
  const shared = guardedAgent({ policy, connectTimeoutMs, security: {} })

  /** Calls with TLS settings or a proxy of their own get connections of their own. */
  function agentFor(call: HttpCall): { agent: Dispatcher; own: boolean } {
    const security: Security = { ...call.tls, ...(call.allowUnauthorizedCerts === true ? { allowUnauthorizedCerts: true } : {}) }
    const connecting = { policy, connectTimeoutMs, security }
    if (call.proxy !== undefined && call.proxy !== '')
      return { agent: proxiedAgent(readUrl(call.proxy).href, connecting), own: true }
    return Object.keys(security).length === 0 ? { agent: shared, own: false } : { agent: guardedAgent(connecting), own: true }
  }

  async function checkProxied(call: HttpCall, hop: Hop): Promise<void> {
    if (call.proxy === undefined || call.proxy === '') return
    const { hostname } = readUrl(call.proxy)
    const refused = refusalOf(hostname, undefined, policy)
    if (refused !== undefined) throw new RefusedAddress(`The proxy is not usable: ${refused}`)
    // The proxy resolves the name itself; what this machine knows of it is checked all the same.
    const found = await lookup(hop.url.hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
    const refusal = [undefined, ...found.map(({ address }) => address)]
      .map((address) => refusalOf(hop.url.hostname, address, policy))
      .find((one) => one !== undefined)
    if (refusal !== undefined) throw new RefusedAddress(refusal)
  }

  async function answer(call: HttpCall, agent: Dispatcher, limits: Limits): Promise<HttpAnswer> {
    let hop = firstHop(call)
    for (let count = 0; ; count++) {
      try {
        await checkProxied(call, hop)
        const response = await send(hop, agent, limits)
        const location = response.headers['location']
        if (!redirects.has(response.status) || typeof location !== 'string' || call.redirects?.follow === false) return response
        if (count >= (call.redirects?.max ?? 21)) throw new NodeError(`${hop.url.host} redirected more than ${count} times.`)
        hop = nextHop(hop, response.status, location, call.secretHeaders ?? [])
      } catch (error) {
        throw callError(error, { url: hop.url, ...limits })
      }
    }
  }

  return {
    async request(call, signal) {
      const timeoutMs = call.timeoutMs ?? settings.timeoutMs ?? 300_000
      const maxBytes = call.maxBytes ?? settings.maxBytes ?? 50 * 1_048_576
      const overdue = AbortSignal.timeout(timeoutMs)
      const { agent, own } = agentFor(call)
      try {
        return await answer(call, agent, {
          timeoutMs,
          maxBytes,
          signal: signal === undefined ? overdue : AbortSignal.any([signal, overdue]),
        })
      } finally {
        if (own) void agent.destroy()
      }
    },
    close: () => shared.destroy(),
  }
}

type Limits = { readonly timeoutMs: number; readonly maxBytes: number; readonly signal: AbortSignal }

async function send(hop: Hop, dispatcher: Dispatcher, { timeoutMs, maxBytes, signal }: Limits): Promise<HttpAnswer> {
  const { statusCode, statusText, headers, body } = await request(hop.url, {
    dispatcher,
    method: hop.method as Dispatcher.HttpMethod,
    headers: hop.headers,
    body: hop.body ?? null,
    signal,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })
  if (hop.method !== 'HEAD' && Number(headers['content-length'] ?? 0) > maxBytes) {
    body.on('error', () => undefined).destroy()
    throw new TooLarge()
  }
  const empty = hop.method === 'HEAD' || statusCode === 204 || statusCode === 304
  const encoding = headers['content-encoding']
  const bytes = await readBody(body, empty || typeof encoding !== 'string' ? '' : encoding, maxBytes)
  const known = Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
  )
  return {
    status: statusCode,
    statusText: statusText || (statusTexts[statusCode] ?? ''),
    headers: known,
    body: bytes,
    url: hop.url.href,
  }
}
