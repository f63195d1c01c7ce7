import {
  type BinaryValue,
  type HttpAnswer,
  type Item,
  type JsonObject,
  type JsonValue,
  NodeError,
  type NodeCall,
} from '@steward/sdk/node'
import { redact } from './authenticate.ts'
import type { Access, Request } from './request.ts'

/** An answer that has been read as what it is. */
export type ReadAnswer = {
  readonly kind: 'json' | 'text' | 'file'
  readonly status: number
  readonly statusText: string
  readonly headers: JsonObject
  readonly body: JsonValue
  readonly file?: BinaryValue
}

const fileTypes =
  /^(image|audio|video|font)\/|^application\/(octet-stream|pdf|zip|gzip|x-gzip|x-tar|x-bzip2?|x-7z-compressed|vnd\.(rar|ms-|openxml|oasis|apple)|msword|epub\+zip|java-archive|x-rar|rtf|wasm)/

/** Reads the body as the node asks for, or as its content type says. */
export async function readAnswer(call: NodeCall, answer: HttpAnswer, format: Request['answer']['format']): Promise<ReadAnswer> {
  const type = headerText(answer, 'content-type')
  const kind = format === 'autodetect' ? kindOf(type) : format
  const base = { status: answer.status, statusText: answer.statusText, headers: answer.headers as JsonObject }
  if (kind === 'file') {
    const fileName = fileNameOf(answer)
    const mimeType = type.split(';')[0]?.trim() ?? ''
    const about = { ...(mimeType === '' ? {} : { mimeType }), ...(fileName === undefined ? {} : { fileName }) }
    return { ...base, kind, body: '', file: await call.io.writeBinary(answer.body, about) }
  }
  const text = decodeText(answer.body, type)
  if (kind === 'text') return { ...base, kind, body: text }
  return { ...base, kind, body: parseJson(text) }
}

function kindOf(type: string): 'json' | 'text' | 'file' {
  if (/\bjson\b/i.test(type)) return 'json'
  return fileTypes.test(type.toLowerCase()) ? 'file' : 'text'
}

function parseJson(text: string): JsonValue {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    throw new NodeError('The response is not valid JSON. Change "Response Format" to "Text".', {
      retryable: false,
      details: { body: text.slice(0, 500) },
    })
  }
}

function decodeText(bytes: Uint8Array, type: string): string {
  const charset = /charset="?([\w-]+)/i.exec(type)?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function headerText(answer: HttpAnswer, name: string): string {
  const value = answer.headers[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
}

/** From the header that names it, else from the address. Only the last part: a name is no path. */
function fileNameOf(answer: HttpAnswer): string | undefined {
  const disposition = headerText(answer, 'content-disposition')
  const encoded = /filename\*=(?:UTF-8'[^']*')?([^;]+)/i.exec(disposition)?.[1]
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1]
  const name = (encoded === undefined ? plain : decode(encoded)) ?? decode(new URL(answer.url).pathname)
  const last = name.split(/[\\/]/).at(-1)?.trim()
  return last === undefined || last === '' ? undefined : last.slice(0, 255)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.trim())
  } catch {
    return text
  }
}

/** Refuses an answer whose status says that the call did not work. */
export function checkStatus(answer: HttpAnswer, access: Access, nowMs: number): void {
  if (answer.status < 400) return
  const body = redact(decodeText(answer.body, headerText(answer, 'content-type')), access.secrets)
  const description = sentenceIn(body)
  const retryAfterMs = waitOf(headerText(answer, 'retry-after'), nowMs)
  throw new NodeError(`The service refused the request: ${answer.status} ${answer.statusText}`.trim(), {
    ...(description === undefined ? {} : { description }),
    // Asking again the same way gives the same answer, unless the service is busy or broken.
    retryable: answer.status >= 500 || answer.status === 408 || answer.status === 425 || answer.status === 429,
    details: {
      status: answer.status,
      statusText: answer.statusText,
      body: body.slice(0, 2000),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  })
}

function waitOf(header: string, nowMs: number): number | undefined {
  if (header === '') return undefined
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

/** The sentence in which the service says what it does not like, where it says it in a usual place. */
function sentenceIn(body: string): string | undefined {
  try {
    const { error, message, detail, error_description: description, errors } = JSON.parse(body) as Record<string, unknown>
    const nested = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)['message'] : error
    const first: unknown = Array.isArray(errors) ? (errors[0] as Record<string, unknown> | undefined)?.['message'] : undefined
    return [message, description, detail, nested, first]
      .find((one): one is string => typeof one === 'string' && one !== '')
      ?.slice(0, 500)
  } catch {
    return undefined
  }
}

/** The items an answer becomes. */
export function itemsOf(read: ReadAnswer, { answer }: Request, item: Item): Item[] {
  const { outputName, full, split } = answer
  const about = { headers: read.headers, statusCode: read.status, statusMessage: read.statusText }
  if (read.kind === 'file') {
    const binary = { ...item.binary, ...(read.file === undefined ? {} : { [outputName]: read.file }) }
    return [{ json: full ? about : item.json, binary }]
  }
  if (read.kind === 'text') return [{ json: full ? { [outputName]: read.body, ...about } : { [outputName]: read.body } }]
  if (full) return [{ json: { body: read.body, ...about } }]
  if (Array.isArray(read.body) && split) return read.body.map((one) => ({ json: asObject(one, outputName) }))
  // Before version 3 an array was the `json` of one item, and workflows read it as such.
  return [{ json: Array.isArray(read.body) ? (read.body as unknown as JsonObject) : asObject(read.body, outputName) }]
}

function asObject(value: JsonValue, name: string): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [name]: value }
}
