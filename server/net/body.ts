import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'

/** An answer longer than what is wanted. */
export class TooLarge extends Error {}

/**
 * Reads a body to its end and undoes its compression, counting what comes out:
 * a small answer that unpacks to gigabytes is cut off as early as a large one.
 */
export async function readBody(body: Readable, encoding: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  const stream = decoded(body, encoding)
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) throw new TooLarge()
      chunks.push(chunk)
    }
  } finally {
    body.destroy()
    stream.destroy()
  }
  return Buffer.concat(chunks, size)
}

function decoded(body: Readable, encoding: string): Readable {
  const decoders = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .toReversed()
    .map(decoder)
    .filter((one) => one !== undefined)
  let stream = body
  // More than two layers are an attack, not an answer.
  for (const next of decoders.slice(0, 2)) {
    const from = stream
    from.on('error', (error) => next.destroy(error))
    stream = from.pipe(next)
  }
  return stream
}

function decoder(name: string) {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress()
    default:
      return undefined
  }
}
