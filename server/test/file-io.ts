import type { BinaryValue, NodeIo } from '@steward/sdk/node'

/** Files kept in the items themselves, as `steward run` keeps them. */
export const fileIo: Partial<NodeIo> = {
  readBinary: async (value) => Buffer.from(value.data ?? '', 'base64'),
  writeBinary: async (bytes, about) => ({
    mimeType: about.mimeType ?? 'application/octet-stream',
    ...(about.fileName === undefined ? {} : { fileName: about.fileName }),
    data: Buffer.from(bytes).toString('base64'),
  }),
}

export function fileOfText(text: string | Uint8Array, mimeType = 'text/plain', fileName = 'file.txt'): BinaryValue {
  return { mimeType, fileName, data: Buffer.from(text).toString('base64') }
}
