import { type HttpAnswer, type HttpCall, NodeError, type NodeCall } from '@steward/sdk/node'
import { redact, withAccess } from './authenticate.ts'
import { digestHeader } from './digest.ts'
import { addressOf, encodeBody } from './encode.ts'
import type { Access, Request } from './request.ts'

/** Services answer differently to different tastes: JSON first, anything else as well. */
const accept: Readonly<Record<Request['answer']['format'], string>> = {
  autodetect: 'application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, image/*;q=0.8, */*;q=0.7',
  json: 'application/json,text/*;q=0.99',
  text: 'application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, */*;q=0.1',
  file: '*/*',
}

/** Makes one call, with a second one where digest authentication asks for it. Every status is an answer. */
export async function send(call: NodeCall, plain: Request, access: Access): Promise<HttpAnswer> {
  const request = withAccess(plain, access)
  const http = httpCall(request, access)
  try {
    const answer = await call.io.http(http)
    if (answer.status !== 401 || access.digest === undefined) return answer
    const authorization = digestHeader(answer.headers['www-authenticate'], {
      ...access.digest,
      method: http.method,
      url: http.url,
    })
    return authorization === undefined ? answer : await call.io.http({ ...http, headers: { ...http.headers, authorization } })
  } catch (error) {
    if (!(error instanceof NodeError)) throw error
    throw new NodeError(redact(error.message, access.secrets), {
      details: error.details,
      retryable: error.retryable,
      cause: error.cause,
    })
  }
}

function httpCall(request: Request, access: Access): HttpCall {
  const { content, mimeType } = encodeBody(request.body)
  const named = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()))
  return {
    method: request.method,
    url: addressOf(request),
    headers: {
      ...(named.has('accept') ? {} : { accept: accept[request.answer.format] ?? '*/*' }),
      ...(mimeType === undefined || (named.has('content-type') && request.body.kind !== 'multipart')
        ? {}
        : { 'content-type': mimeType }),
      ...withoutContentType(request),
    },
    ...(content === undefined ? {} : { body: content }),
    ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
    redirects: request.redirects,
    ...(request.proxy === undefined ? {} : { proxy: request.proxy }),
    ...(request.allowUnauthorizedCerts ? { allowUnauthorizedCerts: true } : {}),
    ...(access.tls === undefined ? {} : { tls: access.tls }),
    secretHeaders: Object.keys(access.headers ?? {}),
  }
}

/** A form of parts names its own boundary, so a typed content type would break it. */
function withoutContentType({ headers, body }: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => body.kind !== 'multipart' || name.toLowerCase() !== 'content-type'),
  )
}
