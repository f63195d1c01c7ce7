import iconv from 'iconv-lite'
import { NodeError } from '@steward/sdk/node'

/** Bytes as text. A byte-order mark is taken off unless it is to stay. */
export function decodeText(bytes: Uint8Array, encoding: string, stripBom = true): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), known(encoding), { stripBOM: stripBom })
}

export function encodeText(text: string, encoding: string, addBom = false): Uint8Array {
  return iconv.encode(text, known(encoding), { addBOM: addBom })
}

function known(encoding: string): string {
  if (iconv.encodingExists(encoding)) return encoding
  throw new NodeError(`"${encoding}" is not a character encoding this installation knows.`, { retryable: false })
}
