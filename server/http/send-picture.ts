import type { FastifyReply } from 'fastify'

export type StoredPicture = { readonly mediaType: string; readonly image: Buffer; readonly digest: string }

/**
 * Answers with a picture that somebody has stored. Opened by itself it is a picture and nothing else, whatever its bytes
 * hold. An address that names the digest (`?v=`) is good for ever, any other is asked for anew.
 */
export function sendPicture(reply: FastifyReply, picture: StoredPicture, about: { name: string; v: string | undefined }) {
  return reply
    .header('content-type', picture.mediaType)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `inline; filename="${about.name}"`)
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', about.v === picture.digest ? 'private, max-age=31536000, immutable' : 'private, no-cache')
    .send(picture.image)
}
