import { randomUUID } from 'node:crypto'
import { toText } from '#engine/data'
import { type JsonObject, type JsonValue, NodeError } from '@steward/sdk/node'
import type { Request, RequestBody } from './request.ts'

/** The address with its query, arrays written as the service wants them. */
export function addressOf(request: Request): string {
  const text = request.url.trim()
  if (text === '') throw new NodeError('The URL is empty.', { retryable: false })
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (url === null || (!/^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/\s]+\.[^/\s]+|^localhost/i.test(text))) {
    throw new NodeError(`Invalid URL: ${text.slice(0, 200)}. URL must start with "http" or "https".`, { retryable: false })
  }
  const pairs = request.query.flatMap(({ name, value }) => queryPairs(name, value, request.queryArrays))
  if (pairs.length === 0) return url.href
  const query = pairs.map(([name, value]) => `${encodeName(name)}=${encodeURIComponent(value)}`).join('&')
  url.search = url.search.length > 1 ? `${url.search}&${query}` : query
  return url.href
}

const encodeName = (name: string) => encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']')

function queryPairs(name: string, value: JsonValue, arrays: Request['queryArrays']): [string, string][] {
  if (Array.isArray(value)) {
    return value.flatMap((one, at) =>
      queryPairs(arrays === 'repeat' ? name : arrays === 'indices' ? `${name}[${at}]` : `${name}[]`, one, arrays),
    )
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => queryPairs(`${name}[${key}]`, one, arrays))
  }
  return [[name, value === null ? '' : toText(value)]]
}

export type EncodedBody = { readonly content: string | Uint8Array | undefined; readonly mimeType: string | undefined }

export function encodeBody(body: RequestBody): EncodedBody {
  switch (body.kind) {
    case 'none':
      return { content: undefined, mimeType: undefined }
    case 'json':
      return { content: JSON.stringify(body.value), mimeType: 'application/json' }
    case 'form':
      return { content: encodeForm(body.fields), mimeType: 'application/x-www-form-urlencoded' }
    case 'multipart':
      return encodeMultipart(body)
    case 'raw':
    default:
      return { content: body.content, mimeType: body.mimeType }
  }
}

export function encodeForm(fields: JsonObject): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => queryPairs(name, value, 'indices'))
  return new URLSearchParams(pairs).toString()
}

function encodeMultipart({ fields, files }: Extract<RequestBody, { kind: 'multipart' }>): EncodedBody {
  const boundary = `steward-${randomUUID()}`
  const quote = (name: string) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  const parts: (string | Uint8Array)[] = []
  for (const { name, value } of fields) {
    const values = Array.isArray(value) ? value : [value]
    for (const one of values)
      parts.push(
        `--${boundary}\r\nContent-Disposition: form-data; name="${quote(name)}"\r\n\r\n${one === null ? '' : toText(one)}\r\n`,
      )
  }
  for (const { name, fileName, mimeType, bytes } of files) {
    const type = mimeType.replace(/[\r\n]/g, '')
    parts.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="${quote(name)}"; filename="${quote(fileName)}"\r\nContent-Type: ${type}\r\n\r\n`,
      bytes,
      '\r\n',
    )
  }
  parts.push(`--${boundary}--\r\n`)
  return {
    content: Buffer.concat(parts.map((part) => Buffer.from(part as string))),
    mimeType: `multipart/form-data; boundary=${boundary}`,
  }
}
