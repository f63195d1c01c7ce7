import { toText } from '#engine/data'
import { type Item, type JsonObject, type NodeCall, NodeError } from '@steward/sdk/node'
import type { Field, FilePart, RequestBody } from './request.ts'
import { readFields, readJson, readRows } from './read-list.ts'
import { flag, text } from '../parameter.ts'

/** The body of versions 3 and 4. */
export async function readBody(call: NodeCall, item: Item, index: number): Promise<RequestBody> {
  if (!flag(call, 'sendBody', index)) return { kind: 'none' }
  const contentType = text(call, 'contentType', index, 'json')
  const specify = text(call, 'specifyBody', index, 'keypair')
  switch (contentType) {
    case 'json':
      return specify === 'json'
        ? jsonBody(call, 'jsonBody', index)
        : { kind: 'json', value: toObject(readFields(call, 'bodyParameters.parameters', index)) }
    case 'form-urlencoded':
      return specify === 'string'
        ? { kind: 'raw', content: text(call, 'body', index), mimeType: 'application/x-www-form-urlencoded' }
        : { kind: 'form', fields: toObject(readFields(call, 'bodyParameters.parameters', index)) }
    case 'multipart-form-data':
      return readMultipart(call, item, index)
    case 'binaryData':
      return fileBody(call, item, text(call, 'inputDataFieldName', index, 'data'))
    case 'raw':
      return {
        kind: 'raw',
        content: text(call, 'body', index),
        mimeType: text(call, 'rawContentType', index, 'text/plain') || 'text/plain',
      }
    default:
      throw new NodeError(`"${contentType}" is not a kind of body this node can send.`, { itemIndex: index, retryable: false })
  }
}

export function jsonBody(call: NodeCall, path: string, index: number): RequestBody {
  const value = readJson(call, path, index)
  return value === undefined ? { kind: 'none' } : { kind: 'json', value }
}

async function readMultipart(call: NodeCall, item: Item, index: number): Promise<RequestBody> {
  const fields: Field[] = []
  const files: FilePart[] = []
  for (const row of readRows(call, 'bodyParameters.parameters', index)) {
    const name = toText(row['name'])
    if (row['parameterType'] === 'formBinaryData')
      files.push(await readFile(call, item, { field: toText(row['inputDataFieldName'] ?? 'data'), name }))
    else fields.push({ name, value: row['value'] ?? '' })
  }
  return { kind: 'multipart', fields, files }
}

/** A file of the item as a part of a form. */
export async function readFile(call: NodeCall, item: Item, { field, name }: { field: string; name: string }): Promise<FilePart> {
  const value = item.binary?.[field]
  if (value === undefined) {
    const there = Object.keys(item.binary ?? {}).join(', ')
    throw new NodeError(`The item has no file in the field "${field}".`, {
      retryable: false,
      description: there === '' ? 'It has no files at all.' : `It has files in: ${there}.`,
    })
  }
  return { name, fileName: value.fileName ?? field, mimeType: value.mimeType, bytes: await call.io.readBinary(value) }
}

export async function fileBody(call: NodeCall, item: Item, field: string): Promise<RequestBody> {
  const file = await readFile(call, item, { field, name: field })
  return { kind: 'raw', content: file.bytes, mimeType: file.mimeType }
}

export function toObject(fields: readonly Field[]): JsonObject {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}
