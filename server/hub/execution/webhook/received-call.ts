import multipart from '@fastify/multipart'
import type { BinaryValue, JsonObject, JsonValue } from '@steward/contract/item'
import type { NodeView } from '@steward/sdk/node'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ReceivedCall, ReceivedFile } from '#engine/webhook'
import { executionError } from '../errors.ts'

/** Where files that come in are kept. */
export type ReceivedFiles = {
  write(bytes: Uint8Array, about: { readonly mimeType?: string; readonly fileName?: string }): Promise<BinaryValue>
  read(value: BinaryValue): Promise<Uint8Array>
}

/** More parts than this in one form are refused. */
const partsMax = 1_000

/** Bodies of webhooks are kept as they came: what they mean is told by their type, and a signature covers every byte. */
export function registerBodyParsers(app: FastifyInstance, maxBytes: number): void {
  app.removeAllContentTypeParsers()
  void app.register(multipart, {
    limits: { fileSize: maxBytes, fieldSize: maxBytes, files: 100, parts: partsMax, fields: partsMax },
  })
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) => done(null, body))
}

type About = {
  readonly params: Readonly<Record<string, string>>
  readonly url: string
  readonly node: NodeView
  readonly files: ReceivedFiles
  /** All parts of a form together may not be larger. */
  readonly maxBytes: number
  readonly mode: ReceivedCall['mode']
}

/** Reads a call whole: JSON, forms, text, and anything else as a file. */
export async function readCall(request: FastifyRequest, about: About): Promise<ReceivedCall> {
  const content = await readContent(request, about)
  return {
    method: request.method,
    url: about.url,
    headers: headersOf(request),
    params: about.params,
    query: { ...(request.query as JsonObject) },
    mode: about.mode,
    ...content,
  }
}

type Content = { readonly body: JsonValue; readonly files: readonly ReceivedFile[] }

async function readContent(request: FastifyRequest, { node, files, maxBytes }: About): Promise<Content> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'multipart/form-data') return readForm(request, files, maxBytes)
  const bytes = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
  const options = (node.parameters['options'] ?? {}) as JsonObject
  const name =
    typeof options['binaryPropertyName'] === 'string' && options['binaryPropertyName'] !== ''
      ? options['binaryPropertyName']
      : 'data'
  const asFile = async () => ({
    name,
    binary: await files.write(bytes, { mimeType: type === '' ? 'application/octet-stream' : type }),
  })
  if (bytes.length === 0) return { body: {}, files: [] }

  if (type === 'application/json' || type.endsWith('+json')) {
    return { body: parseJson(bytes), files: options['rawBody'] === true ? [await asFile()] : [] }
  }
  if (type === 'application/x-www-form-urlencoded') {
    return {
      body: formFields(new URLSearchParams(bytes.toString('utf8'))),
      files: options['rawBody'] === true ? [await asFile()] : [],
    }
  }
  if (type.startsWith('text/') || type.endsWith('/xml') || type.endsWith('+xml')) {
    return { body: bytes.toString('utf8'), files: options['rawBody'] === true ? [await asFile()] : [] }
  }
  return { body: {}, files: [await asFile()] }
}

function parseJson(bytes: Buffer): JsonValue {
  try {
    return JSON.parse(bytes.toString('utf8')) as JsonValue
  } catch (cause) {
    throw executionError.body_not_json({ reason: cause instanceof Error ? cause.message : '' }, cause)
  }
}

/** A field that comes several times becomes a list. */
function formFields(fields: Iterable<readonly [string, string]>): JsonObject {
  const body: JsonObject = {}
  for (const [name, value] of fields) addField(body, name, value)
  return body
}

function addField(body: JsonObject, name: string, value: string): void {
  if (name === '__proto__') return
  const before = Object.hasOwn(body, name) ? body[name] : undefined
  body[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
}

/** In the form in which Fastify refuses a single body that is too large. */
const tooLarge = (maxBytes: number) =>
  Object.assign(new Error(`The parts of the form are larger than ${maxBytes / 1024 / 1024} MB together.`), {
    statusCode: 413,
    code: 'FST_ERR_CTP_BODY_TOO_LARGE',
  })

async function readForm(request: FastifyRequest, files: ReceivedFiles, maxBytes: number): Promise<Content> {
  const body: JsonObject = {}
  const received: ReceivedFile[] = []
  let sumBytes = 0
  const take = (bytes: number) => {
    sumBytes += bytes
    if (sumBytes > maxBytes) throw tooLarge(maxBytes)
  }
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      const value = String(part.value)
      take(part.valueTruncated ? maxBytes + 1 : value.length)
      addField(body, part.fieldname, value)
      continue
    }
    const bytes = await part.toBuffer()
    take(bytes.length)
    const taken = received.filter((file) => file.name === part.fieldname || file.name.startsWith(`${part.fieldname}_`)).length
    const name = taken === 0 ? part.fieldname : `${part.fieldname}_${taken}`
    received.push({ name, binary: await files.write(bytes, { mimeType: part.mimetype, fileName: part.filename }) })
  }
  return { body, files: received }
}

function headersOf(request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
