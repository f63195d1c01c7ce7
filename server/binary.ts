import type { BinaryValue } from '@steward/contract/item'
import type { BlobStore } from '#base/blob-store'

/** Bytes up to this size travel with their item; larger ones are stored once and referred to. */
const inlineMaxBytes = 16 * 1024

type About = { readonly mimeType?: string; readonly fileName?: string }

/** Bytes as a binary of an item, kept inline. */
export function inlineBinary(bytes: Uint8Array, about: About): BinaryValue {
  return { ...describeBinary(bytes, about), data: Buffer.from(bytes).toString('base64') }
}

export async function writeBlob(blobs: BlobStore, bytes: Uint8Array, about: About): Promise<BinaryValue> {
  if (bytes.length <= inlineMaxBytes) return inlineBinary(bytes, about)
  return { ...describeBinary(bytes, about), id: await blobs.write(bytes) }
}

export async function readBlob(blobs: BlobStore, value: BinaryValue): Promise<Uint8Array> {
  if (value.id !== undefined) return blobs.read(value.id)
  return Buffer.from(value.data ?? '', 'base64')
}

function describeBinary(bytes: Uint8Array, { mimeType, fileName }: About): BinaryValue {
  const extension = fileName?.includes('.') === true ? fileName.split('.').at(-1) : undefined
  return {
    mimeType: mimeType ?? 'application/octet-stream',
    ...(fileName === undefined ? {} : { fileName }),
    ...(extension === undefined ? {} : { fileExtension: extension }),
    fileSize: describeSize(bytes.length),
    bytes: bytes.length,
  }
}

function describeSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB']
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${units[step - 1]}`
}
