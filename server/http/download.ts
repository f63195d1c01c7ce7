import type { FastifyReply } from 'fastify'
import { drained } from './drained.ts'

/** How long a reader may take nothing before it is taken for gone. */
const patienceMs = 60_000

export type Download = { readonly contentType: string; readonly fileName: string }

/**
 * Answers with a file that is made while it is sent, at the speed of whoever reads it. What breaks in the middle
 * breaks the connection, so that half a file is not taken for a whole one.
 */
export async function sendDownload(
  reply: FastifyReply,
  about: Download,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  reply.hijack()
  const { raw } = reply
  // A reader who is gone shows as an error of the connection.
  raw.on('error', () => {})
  const headers = Object.entries(reply.getHeaders()).filter((entry): entry is [string, string] => entry[1] !== undefined)
  raw.writeHead(200, {
    ...Object.fromEntries(headers),
    'content-type': about.contentType,
    'content-disposition': `attachment; filename="${about.fileName.replaceAll(/[^\w.-]/g, '-')}"`,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  try {
    for await (const chunk of chunks) {
      if (!raw.destroyed && (raw.write(chunk) || (await drained(raw, patienceMs)))) continue
      raw.destroy()
      return
    }
    raw.end()
  } catch (error) {
    reply.log.error({ err: error }, 'a download broke off')
    raw.destroy()
  }
}
