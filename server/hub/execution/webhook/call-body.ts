import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { executionError } from '../errors.ts'

/** The largest body a webhook takes, as it is sent and as it is unpacked. */
export const maxBodyBytes = 16 * 1024 * 1024

/** Bodies of webhooks are kept as they came: what they mean is told by their type, and a signature covers every byte. */
export function registerBodyParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) => done(null, body))
}

const nothing = Buffer.alloc(0)

/** The body of a call, unpacked where it is compressed. */
export async function readBytes({ body, headers }: Pick<FastifyRequest, 'body' | 'headers'>): Promise<Buffer> {
  if (!(body instanceof Buffer) || body.length === 0) return nothing
  const encoding = headers['content-encoding']
  return encoding === undefined ? body : unpack(body, encoding)
}

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(zlib.gunzip),
  'x-gzip': promisify<Buffer, { maxOutputLength: number }, Buffer>(zlib.gunzip),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(zlib.inflate),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(zlib.brotliDecompress),
  zstd: promisify<Buffer, { maxOutputLength: number }, Buffer>(zlib.zstdDecompress),
  identity: async (plain) => plain,
}

/** Nobody packs a body more often than this; each layer may multiply what it takes to unpack it. */
const layersMax = 2

async function unpack(packed: Buffer, header: string): Promise<Buffer> {
  const layers = header.split(',').map((layer) => layer.trim().toLowerCase())
  const known = layers.map((layer) => unpackers[layer])
  if (layers.length > layersMax || known.includes(undefined))
    throw executionError.body_encoding({ encoding: header.slice(0, 50) })
  let bytes = packed
  for (const one of known.toReversed()) bytes = await unpackLayer(bytes, one as Unpack, header)
  return bytes
}

async function unpackLayer(packed: Buffer, one: Unpack, encoding: string): Promise<Buffer> {
  try {
    return await one(packed, { maxOutputLength: maxBodyBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge('The unpacked body is larger', error)
    throw executionError.body_not_unpacked({ encoding }, error)
  }
}

/** In the form in which Fastify refuses a single body that is too large. */
export const tooLarge = (what: string, cause?: unknown): Error =>
  Object.assign(new Error(`${what} than ${maxBodyBytes / 1024 / 1024} MB.`, { cause }), {
    statusCode: 413,
    code: 'FST_ERR_CTP_BODY_TOO_LARGE',
  })

export type ContentType = { readonly type: string; readonly charset: string | undefined }

export function contentType(header: string | undefined): ContentType {
  if (header === undefined || header === '') return { type: '', charset: undefined }
  const semicolon = header.indexOf(';')
  const type = (semicolon === -1 ? header : header.slice(0, semicolon)).trim().toLowerCase()
  const charset = semicolon === -1 ? undefined : /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(header)?.[1]?.toLowerCase()
  return { type, charset: charset === 'utf-8' || charset === 'utf8' ? undefined : charset }
}

/** The text of a body in its charset, UTF-8 where none is named, without a mark of the byte order. */
export function textOf(bytes: Buffer, charset: string | undefined): string {
  if (charset === undefined) return hasMark(bytes) ? bytes.toString('utf8', 3) : bytes.toString('utf8')
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch (cause) {
    throw executionError.body_charset({ charset: charset.slice(0, 50) }, cause)
  }
}

const hasMark = (bytes: Buffer) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
