import { lookup } from 'node:dns/promises'
import { STATUS_CODES as statusTexts } from 'node:http'
import { type HttpAnswer, type HttpCall, NodeError } from '@steward/sdk/node'
import type { Dispatcher } from 'undici'
import { type AddressPolicy, refusalOf } from './address.ts'
import { guardedAgent, proxiedAgent, RefusedAddress, type Security } from './connect.ts'
import { Ending } from './ending.ts'
import { exchange } from './exchange.ts'
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
        const { host } = hop.url
        hop = nextHop(hop, response.status, location, call.secretHeaders ?? [])
        if (hop.url.host !== host) await call.onRedirect?.(hop.url.href)
      } catch (error) {
        throw callError(error, { url: hop.url, ...limits })
      }
    }
  }

  return {
    async request(call, signal) {
      const timeoutMs = call.timeoutMs ?? settings.timeoutMs ?? 300_000
      const maxBytes = call.maxBytes ?? settings.maxBytes ?? 50 * 1_048_576
      const { agent, own } = agentFor(call)
      const ending = new Ending(signal, timeoutMs)
      try {
        return await answer(call, agent, { timeoutMs, maxBytes, ending })
      } finally {
        ending.callOff()
        if (own) void agent.destroy()
      }
    },
    close: () => shared.destroy(),
  }
}

type Limits = { readonly timeoutMs: number; readonly maxBytes: number; readonly ending: Ending }

async function send(hop: Hop, dispatcher: Dispatcher, limits: Limits): Promise<HttpAnswer> {
  const { status, statusText, headers, body } = await exchange(dispatcher, hop, limits)
  const known: Record<string, string | string[]> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) known[name] = value
  }
  return { status, statusText: statusText || (statusTexts[status] ?? ''), headers: known, body, url: hop.url.href }
}
