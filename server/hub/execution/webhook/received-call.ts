import type { BinaryValue, JsonObject, JsonValue } from '@steward/contract/item'
import type { NodeView } from '@steward/sdk/node'
import type { FastifyRequest } from 'fastify'
import type { ReceivedCall, ReceivedFile } from '#engine/webhook'
import { executionError } from '../errors.ts'
import { contentType, textOf } from './call-body.ts'
import { readForm } from './form-body.ts'

/** Where files that come in are kept. */
export type ReceivedFiles = {
  write(bytes: Uint8Array, about: { readonly mimeType?: string; readonly fileName?: string }): Promise<BinaryValue>
  read(value: BinaryValue): Promise<Uint8Array>
}

type About = {
  /** The body as it came, unpacked. */
  readonly bytes: Buffer
  readonly params: Readonly<Record<string, string>>
  readonly url: string
  readonly node: NodeView
  readonly files: ReceivedFiles
  readonly mode: ReceivedCall['mode']
  readonly claims?: JsonObject | undefined
}

/** Reads a call whole: JSON, forms, text, and anything else as a file. */
export async function readCall(request: FastifyRequest, about: About): Promise<ReceivedCall> {
  const { params, url, mode, claims } = about
  const { body, files } = await readContent(request.headers['content-type'], about)
  return {
    method: request.method,
    url,
    headers: headersOf(request),
    params,
    query: { ...(request.query as JsonObject) },
    mode,
    body,
    files,
    claims,
  }
}

type Content = { readonly body: JsonValue; readonly files: readonly ReceivedFile[] }

const noFiles: readonly ReceivedFile[] = []

async function readContent(header: string | undefined, about: About): Promise<Content> {
  const { bytes, node } = about
  if (bytes.length === 0) return { body: {}, files: noFiles }
  const { type, charset } = contentType(header)
  if (type === 'multipart/form-data') return readParts(await readForm(bytes, header ?? ''), about)
  const options = (node.parameters['options'] ?? {}) as JsonObject
  const body = readable(type, bytes, charset)
  const files = body === undefined || options['rawBody'] === true ? [await asFile(type, options, about)] : noFiles
  return { body: body ?? {}, files }
}

/** What the body means; undefined for what only its reader understands. */
function readable(type: string, bytes: Buffer, charset: string | undefined): JsonValue | undefined {
  if (type === 'application/json' || type.endsWith('+json')) return parseJson(textOf(bytes, charset))
  if (type === 'application/x-www-form-urlencoded') return formFields(new URLSearchParams(textOf(bytes, charset)))
  if (type.startsWith('text/') || type.endsWith('/xml') || type.endsWith('+xml')) return textOf(bytes, charset)
  return undefined
}

async function asFile(type: string, options: JsonObject, { bytes, files }: About): Promise<ReceivedFile> {
  const given = options['binaryPropertyName']
  const name = typeof given === 'string' && given !== '' ? given : 'data'
  return { name, binary: await files.write(bytes, { mimeType: type === '' ? 'application/octet-stream' : type }) }
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch (cause) {
    throw executionError.body_not_json({ reason: cause instanceof Error ? cause.message : '' }, cause)
  }
}

/** A field that comes several times becomes a list. */
function formFields(fields: Iterable<readonly [string, string]>): JsonObject {
  const body: JsonObject = {}
  for (const [name, value] of fields) {
    if (name === '__proto__') continue
    const before = Object.hasOwn(body, name) ? body[name] : undefined
    body[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
  }
  return body
}

async function readParts({ fields, files: parts }: Awaited<ReturnType<typeof readForm>>, { files }: About): Promise<Content> {
  const received: ReceivedFile[] = []
  const taken = new Map<string, number>()
  for (const { field, bytes, fileName, mimeType } of parts) {
    const earlier = taken.get(field) ?? 0
    taken.set(field, earlier + 1)
    const about = { mimeType, ...(fileName === undefined ? {} : { fileName }) }
    received.push({ name: earlier === 0 ? field : `${field}_${earlier}`, binary: await files.write(bytes, about) })
  }
  return { body: formFields(fields), files: received }
}

function headersOf({ headers: given }: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name in given) {
    const value = given[name]
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
