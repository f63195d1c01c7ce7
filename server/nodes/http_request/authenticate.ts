import { toText } from '#engine/data'
import { type JsonObject, type JsonValue, NodeError, type NodeCall } from '@steward/sdk/node'
import { clientCertificateOf } from './client-certificate.ts'
import { accessToken } from './oauth2.ts'
import { basic } from './basic.ts'
import { predefined } from './predefined.ts'
import type { Authentication, Access, Request, RequestBody } from './request.ts'

/** Looks up the connection of the node, once per call, and says what it adds to every request. */
export async function readAccess(
  call: NodeCall,
  { authentication, clientCertificate }: Pick<Request, 'authentication' | 'clientCertificate'>,
): Promise<Access> {
  const tls = clientCertificate ? clientCertificateOf(await call.io.connection('httpSslAuth')) : undefined
  const added = authentication.kind === 'none' ? { secrets: [] } : await fromConnection(call, authentication)
  return tls === undefined ? added : { ...added, tls, secrets: [...added.secrets, tls.key ?? '', tls.passphrase ?? ''] }
}

async function fromConnection(call: NodeCall, { kind, type }: Exclude<Authentication, { kind: 'none' }>): Promise<Access> {
  if (type === '') throw new NodeError('Choose a kind of authentication, or none.', { retryable: false })
  const values = await call.io.connection(type)
  if (values === undefined) {
    throw new NodeError(`The node has no connection of the kind "${type}".`, {
      retryable: false,
      description: 'Choose or create one in the node.',
    })
  }
  const secrets = secretsOf(values)
  const added = kind === 'generic' ? await generic(call, type, values) : predefined(type, values)
  const more = Object.values(added.headers ?? {}).flatMap((value) => [value, value.replace(/^\S+ /, '')])
  return { ...added, secrets: [...secrets, ...more].filter((secret) => secret.length >= 4) }
}

async function generic(call: NodeCall, type: string, values: JsonObject): Promise<Omit<Access, 'secrets'>> {
  const value = (name: string) => toText(values[name] ?? '')
  switch (type) {
    case 'httpBasicAuth':
      return { headers: { authorization: basic(value('user'), value('password')) } }
    case 'httpHeaderAuth':
      return { headers: { [value('name')]: value('value') } }
    case 'httpQueryAuth':
      return { query: [{ name: value('name'), value: value('value') }] }
    case 'httpBearerAuth':
      return { headers: { authorization: `Bearer ${value('token')}` } }
    case 'httpDigestAuth':
      return { digest: { user: value('user'), password: value('password') } }
    case 'httpCustomAuth':
      return custom(values['json'])
    case 'oAuth2Api':
      return { headers: { authorization: `Bearer ${await accessToken(call, values)}` } }
    default:
      throw new NodeError(`Authentication of the kind "${type}" is not supported yet.`, {
        retryable: false,
        ...(type === 'oAuth1Api'
          ? { description: 'OAuth 1 signs each request. Most services take a token or OAuth 2 as well.' }
          : {}),
      })
  }
}

function custom(json: JsonValue | undefined): Omit<Access, 'secrets'> {
  let value: unknown
  try {
    value = typeof json === 'string' ? JSON.parse(json) : json
  } catch {
    throw new NodeError('The connection for custom authentication does not hold valid JSON.', { retryable: false })
  }
  const { headers, qs, body } = (value ?? {}) as { headers?: JsonObject; qs?: JsonObject; body?: JsonObject }
  return {
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, one]) => [name, toText(one)])),
    query: Object.entries(qs ?? {}).map(([name, one]) => ({ name, value: one })),
    ...(body === undefined ? {} : { body }),
  }
}

/** Every text in the connection, however deep. */
function secretsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsOf) : []
}

/** The request with what the connection adds. A header of the connection wins over one that was typed. */
export function withAccess(request: Request, access: Access): Request {
  const names = new Set(Object.keys(access.headers ?? {}).map((name) => name.toLowerCase()))
  const kept = Object.entries(request.headers).filter(([name]) => !names.has(name.toLowerCase()))
  return {
    ...request,
    headers: { ...Object.fromEntries(kept), ...access.headers },
    query: [...request.query, ...(access.query ?? [])],
    body: mergeBody(request.body, access.body),
  }
}

export function mergeBody(body: RequestBody, more: JsonObject | undefined): RequestBody {
  if (more === undefined || Object.keys(more).length === 0) return body
  switch (body.kind) {
    case 'none':
      return { kind: 'json', value: more }
    case 'json':
      return typeof body.value === 'object' && body.value !== null && !Array.isArray(body.value)
        ? { kind: 'json', value: { ...body.value, ...more } }
        : body
    case 'form':
      return { kind: 'form', fields: { ...body.fields, ...more } }
    case 'multipart':
      return { ...body, fields: [...body.fields, ...Object.entries(more).map(([name, value]) => ({ name, value }))] }
    case 'raw':
    default:
      return body
  }
}

/** Takes the secrets of the connection out of a text that a service echoed. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => (secret.length < 4 ? shown : shown.replaceAll(secret, '•••')), text)
}
