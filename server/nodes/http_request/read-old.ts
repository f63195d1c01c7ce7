import type { Item, NodeCall } from '@steward/sdk/node'
import { flag, number, text } from '../parameter.ts'
import { fileBody, jsonBody, readFile, toObject } from './read-body.ts'
import { arraysOf, authenticationOf } from './read-current.ts'
import { headersOf, readFields, readJsonFields } from './read-list.ts'
import type { Authentication, FilePart, Request, RequestBody } from './request.ts'

const bodyless = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Parameters of versions 1 and 2. */
export async function readOld(call: NodeCall, item: Item, index: number): Promise<Request> {
  const json = flag(call, 'jsonParameters', index)
  const method = text(call, 'requestMethod', index, 'GET') || 'GET'
  const list = (name: string) =>
    json ? readJsonFields(call, `${name}Json`, index) : readFields(call, `${name}Ui.parameter`, index)
  const format = text(call, 'responseFormat', index, 'json')
  const proxy = text(call, 'options.proxy', index)
  const timeoutMs = number(call, 'options.timeout', index, 0)
  return {
    method,
    url: text(call, 'url', index),
    query: list('queryParameters'),
    queryArrays: arraysOf(text(call, 'options.queryParameterArrays', index, 'brackets')),
    headers: headersOf(list('headerParameters'), true),
    body: bodyless.has(method) ? { kind: 'none' } : await readOldBody(call, item, { index, json }),
    authentication:
      call.node.version < 2 ? oldAuthentication(text(call, 'authentication', index, 'none')) : authenticationOf(call, index),
    clientCertificate: false,
    answer: {
      format: format === 'string' ? 'text' : format === 'file' ? 'file' : 'json',
      outputName: text(call, 'dataPropertyName', index, 'data') || 'data',
      full: flag(call, 'options.fullResponse', index),
      neverError: flag(call, 'options.ignoreResponseCode', index),
      split: flag(call, 'options.splitIntoItems', index),
    },
    timeoutMs: timeoutMs > 0 ? timeoutMs : undefined,
    redirects: { follow: flag(call, 'options.followRedirect', index, true), max: 21 },
    proxy: proxy === '' ? undefined : proxy,
    allowUnauthorizedCerts: flag(call, 'allowUnauthorizedCerts', index),
  }
}

async function readOldBody(call: NodeCall, item: Item, { index, json }: { index: number; json: boolean }): Promise<RequestBody> {
  const contentType = text(call, 'options.bodyContentType', index, 'json')
  if (json && flag(call, 'sendBinaryData', index)) {
    const names = text(call, 'binaryPropertyName', index, 'data')
    if (contentType !== 'multipart-form-data') return fileBody(call, item, names)
    return {
      kind: 'multipart',
      fields: readJsonFields(call, 'bodyParametersJson', index),
      files: await readFiles(call, item, names),
    }
  }
  if (json && contentType === 'raw') {
    const mimeType = text(call, 'options.bodyContentCustomMimeType', index) || 'text/plain'
    return { kind: 'raw', content: text(call, 'bodyParametersJson', index), mimeType }
  }
  if (json && contentType === 'json') return jsonBody(call, 'bodyParametersJson', index)
  const fields = json ? readJsonFields(call, 'bodyParametersJson', index) : readFields(call, 'bodyParametersUi.parameter', index)
  switch (contentType) {
    case 'form-urlencoded':
      return { kind: 'form', fields: toObject(fields) }
    case 'multipart-form-data':
      return { kind: 'multipart', fields, files: [] }
    default:
      return fields.length === 0 ? { kind: 'none' } : { kind: 'json', value: toObject(fields) }
  }
}

/** `data`, or several as `name:field, name:field`. */
async function readFiles(call: NodeCall, item: Item, names: string): Promise<FilePart[]> {
  const pairs = names.split(',').map((one) => one.trim().split(':'))
  return Promise.all(pairs.map(([name = 'data', field = name]) => readFile(call, item, { field, name })))
}

const oldNames: Readonly<Record<string, string>> = {
  basicAuth: 'httpBasicAuth',
  digestAuth: 'httpDigestAuth',
  headerAuth: 'httpHeaderAuth',
  queryAuth: 'httpQueryAuth',
  oAuth1: 'oAuth1Api',
  oAuth2: 'oAuth2Api',
}

export function oldAuthentication(name: string): Authentication {
  const type = oldNames[name]
  return type === undefined ? { kind: 'none' } : { kind: 'generic', type }
}
