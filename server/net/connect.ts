import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici'
import { type AddressPolicy, refusalOf } from './address.ts'

/** A call that the guard refused. Carries a sentence for people. */
export class RefusedAddress extends Error {}

export type Security = {
  readonly allowUnauthorizedCerts?: boolean
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly passphrase?: string
}

type Connecting = { readonly policy: AddressPolicy; readonly connectTimeoutMs: number; readonly security: Security }

/**
 * Resolves a name and refuses it when any of its addresses is refused. It runs
 * inside the connection attempt: the address that was checked is the address
 * that is connected to, so a name that changes between two look-ups gains nothing.
 */
function guardedLookup(policy: AddressPolicy): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const refusal = addresses.map(({ address }) => refusalOf(host, address, policy)).find((one) => one !== undefined)
      if (refusal !== undefined) return callback(new RefusedAddress(refusal), [])
      if (options.all === true) return callback(null, addresses)
      const [first] = addresses
      return first === undefined ? callback(new Error(`No address for ${host}`), []) : callback(null, first.address, first.family)
    })
  }
}

function connector({ policy, connectTimeoutMs, security }: Connecting): buildConnector.connector {
  const { allowUnauthorizedCerts, ...tls } = security
  const connect = buildConnector({
    ...tls,
    rejectUnauthorized: allowUnauthorizedCerts !== true,
    timeout: connectTimeoutMs,
    lookup: guardedLookup(policy),
    allowH2: false,
  })
  return (options, callback) => {
    // An address written as such is never looked up, so it is checked here.
    const refusal = refusalOf(options.hostname, undefined, policy)
    if (refusal !== undefined) return callback(new RefusedAddress(refusal), null)
    return connect(options, (...result) => {
      const [error, socket] = result
      const late =
        error === null && socket.remoteAddress !== undefined
          ? refusalOf(options.hostname, socket.remoteAddress, policy)
          : undefined
      if (late === undefined) return callback(...result)
      socket?.destroy()
      return callback(new RefusedAddress(late), null)
    })
  }
}

/** A pool of connections under the guard. */
export function guardedAgent(connecting: Connecting): Dispatcher {
  return new Agent({
    connect: connector(connecting),
    connections: 64,
    keepAliveTimeout: 10_000,
    maxHeaderSize: 65_536,
    allowH2: false,
  })
}

/** Connections through a proxy. The guard watches the way to the proxy; the target is checked by name before the call. */
export function proxiedAgent(proxy: string, connecting: Connecting): Dispatcher {
  const { allowUnauthorizedCerts, ...tls } = connecting.security
  return new ProxyAgent({
    uri: proxy,
    requestTls: { ...tls, rejectUnauthorized: allowUnauthorizedCerts !== true, timeout: connecting.connectTimeoutMs },
    // The proxy's own name goes through the same guard.
    proxyTls: { lookup: guardedLookup(connecting.policy), timeout: connecting.connectTimeoutMs },
  })
}
