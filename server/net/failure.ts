import { NodeError } from '@steward/sdk/node'
import { TooLarge } from './body.ts'
import { RefusedAddress } from './connect.ts'

type About = { readonly url: URL; readonly timeoutMs: number; readonly maxBytes: number }

/** What went wrong on the way, in words for the person who drew the node. Never contains the query, which may hold a secret. */
export function callError(error: unknown, about: About): NodeError {
  if (error instanceof NodeError) return error
  const { url } = about
  const host = url.host
  for (const cause of causes(error)) {
    if (cause instanceof RefusedAddress)
      return new NodeError(`The call to ${host} was refused: ${cause.message}`, {
        retryable: false,
        details: { code: 'refused_address' },
      })
    if (cause instanceof TooLarge) {
      return new NodeError(`The answer of ${host} is larger than ${megabytes(about.maxBytes)} and was cut off.`, {
        retryable: false,
        details: { code: 'too_large' },
      })
    }
    const sentence = sentenceFor(codeOf(cause), cause, about)
    if (sentence !== undefined) return new NodeError(sentence, { cause: error, details: factsOf(cause) })
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new NodeError(`The call to ${host} failed: ${reason}`, { cause: error })
}

function* causes(error: unknown): Generator<Error> {
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    yield current
    if (current instanceof AggregateError) for (const one of current.errors) if (one instanceof Error) yield one
    current = current.cause
  }
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : error.name
}

/** `syscall: connect` tells that nothing had been sent. */
function factsOf(cause: Error): { code: string; syscall?: string } {
  const { syscall } = cause as { syscall?: unknown }
  return { code: codeOf(cause), ...(typeof syscall === 'string' ? { syscall } : {}) }
}

/** The reasons that people meet, by the code Node or undici gives them. */
const sentences: Readonly<Record<string, (host: string, port: string) => string>> = {
  ENOTFOUND: (host) => `There is no host named ${host}.`,
  EAI_AGAIN: (host) => `The name ${host} could not be looked up just now.`,
  ECONNREFUSED: (host, port) => `Nothing listens on port ${port} of ${host}: the connection was refused.`,
  ECONNRESET: (host) => `${host} closed the connection before it answered.`,
  EPIPE: (host) => `${host} closed the connection before it answered.`,
  UND_ERR_SOCKET: (host) => `${host} closed the connection before it answered.`,
  EHOSTUNREACH: (host) => `${host} cannot be reached from here.`,
  ENETUNREACH: (host) => `${host} cannot be reached from here.`,
  ETIMEDOUT: (host) => `${host} did not accept a connection in time.`,
  UND_ERR_CONNECT_TIMEOUT: (host) => `${host} did not accept a connection in time.`,
  CERT_HAS_EXPIRED: (host) => `The certificate of ${host} has expired.`,
  DEPTH_ZERO_SELF_SIGNED_CERT: (host) =>
    `The certificate of ${host} is self-signed. Allow it with "Ignore SSL issues", or give its certificate authority.`,
  SELF_SIGNED_CERT_IN_CHAIN: (host) => `The certificate of ${host} comes from an authority that is not known here.`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: (host) => `The certificate of ${host} comes from an authority that is not known here.`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: (host) => `The certificate of ${host} comes from an authority that is not known here.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) => `The certificate that ${host} showed belongs to another host.`,
  EPROTO: (host, port) => `${host} does not speak TLS on port ${port}.`,
  ERR_SSL_WRONG_VERSION_NUMBER: (host, port) => `${host} does not speak TLS on port ${port}.`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: (host, port) => `${host} does not speak TLS on port ${port}.`,
  UND_ERR_HEADERS_OVERFLOW: (host) => `The headers of the answer of ${host} are too large.`,
  Z_DATA_ERROR: (host) => `The answer of ${host} is compressed in a broken way.`,
  Z_BUF_ERROR: (host) => `The answer of ${host} ended in the middle.`,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: (host) => `The answer of ${host} ended in the middle.`,
}

function sentenceFor(code: string, error: Error, { url, timeoutMs }: About): string | undefined {
  if (code === 'TimeoutError' || /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code))
    return `${url.host} did not answer within ${timeoutMs / 1000} s.`
  if (code === 'AbortError' || code === 'UND_ERR_ABORTED') return 'The call was stopped because the execution was cancelled.'
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError') return `${url.host} answered with something that is not HTTP.`
  if (error.message.includes('Proxy response')) return `The proxy refused to connect to ${url.host}: ${error.message}`
  return sentences[code]?.(url.hostname, url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port)
}

function megabytes(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} KB`
}
