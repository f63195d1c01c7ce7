import type { BinaryValue, JsonObject, JsonValue } from '@steward/contract/item'
import { type NodeCall, NodeError, type WebhookAnswer } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { addHeader } from '#engine/webhook'
import { keysOf, signToken } from '../jwt/token.ts'

type Content = Pick<WebhookAnswer, 'body' | 'binary'> & {
  readonly headers?: Readonly<Record<string, string>>
  readonly status?: number
}

/** The answer that the parameters describe, for the first item. */
export async function answerOf(call: NodeCall): Promise<WebhookAnswer> {
  const content = await contentOf(call)
  const headers = { ...content.headers, ...headersOf(call) }
  const status = Number(call.param('options.responseCode', 0, content.status ?? 200))
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new NodeError(
      `The status of an answer is a number from 200 to 599, but the node has "${String(call.param('options.responseCode'))}".`,
      { retryable: false },
    )
  }
  return { status, headers, body: content.body, ...(content.binary === undefined ? {} : { binary: content.binary }) }
}

async function contentOf(call: NodeCall): Promise<Content> {
  // The first version asked for JSON where it was not told otherwise.
  const kind = call.param<string>('respondWith', 0, 'firstIncomingItem')
  switch (kind) {
    case 'firstIncomingItem':
      return { body: keyed(call, call.items[0]?.json ?? {}) }
    case 'allIncomingItems':
      return {
        body: keyed(
          call,
          call.items.map((item) => item.json),
        ),
      }
    case 'json':
      return { body: jsonBody(call), headers: { 'content-type': 'application/json; charset=utf-8' } }
    case 'text':
      return { body: String(call.param('responseBody', 0, '')), headers: { 'content-type': 'text/html; charset=utf-8' } }
    case 'binary':
      return { body: undefined, binary: fileOf(call) }
    case 'jwt':
      return { body: { token: await signedToken(call) } }
    case 'redirect':
      return { body: undefined, status: 307, headers: { location: locationOf(call) } }
    case 'noData':
      return { body: undefined }
    default:
      throw new NodeError(`The node cannot answer with "${kind}".`, { retryable: false })
  }
}

function keyed(call: NodeCall, value: JsonValue): JsonValue {
  const key = call.param('options.responseKey', 0, '')
  return key === '' ? value : { [key]: value }
}

function jsonBody(call: NodeCall): JsonValue {
  const body = call.param<JsonValue | undefined>('responseBody', 0)
  if (typeof body !== 'string') return body ?? {}
  try {
    return JSON.parse(body === '' ? '{}' : body) as JsonValue
  } catch (cause) {
    throw new NodeError('The body of the answer is not JSON.', {
      description: cause instanceof Error ? cause.message : '',
      cause,
      retryable: false,
    })
  }
}

function fileOf(call: NodeCall): BinaryValue {
  const files = call.items[0]?.binary ?? {}
  const set = call.param<string>('responseDataSource', 0, 'automatically') === 'set'
  const name = set ? call.param('inputFieldName', 0, 'data') : Object.keys(files)[0]
  const file = name === undefined ? undefined : files[name]
  if (file === undefined)
    throw new NodeError(`The first item has no file${name === undefined ? '' : ` named "${name}"`} to answer with.`, {
      retryable: false,
    })
  return file
}

function locationOf(call: NodeCall): string {
  const location = String(call.param('redirectURL', 0, ''))
  if (location === '') throw new NodeError('The node redirects, but has no address to redirect to.', { retryable: false })
  return location
}

function headersOf(call: NodeCall): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const { name, value } of call.param<{ name?: unknown; value?: unknown }[]>('options.responseHeaders.entries', 0, []))
    addHeader(headers, name, value)
  return headers
}

async function signedToken(call: NodeCall): Promise<string> {
  const secret = await call.io.connection('jwtAuth')
  if (secret === undefined)
    throw new NodeError('The node signs a token, but no connection with a secret is chosen.', { retryable: false })
  const payload = call.param<JsonObject | string>('payload', 0, {})
  const claims = typeof payload === 'string' ? (JSON.parse(payload === '' ? '{}' : payload) as JsonObject) : payload
  return signToken({ alg: toText(secret['algorithm'] ?? 'HS256'), typ: 'JWT' }, claims, keysOf(secret))
}
