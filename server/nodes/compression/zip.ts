import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { NodeError } from '@steward/sdk/node'

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array }

export const maxUnpackedBytes = 200_000_000
const maxEntries = 10_000

const localSignature = 0x04034b50
const centralSignature = 0x02014b50
const endSignature = 0x06054b50
const utf8Names = 0x0800
// 1 January 1980, the first day the format knows: the same input gives the same archive.
const dosDate = 0x0021

/** Packs files into a zip archive. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    const nameBytes = Buffer.from(name)
    const packed = deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(utf8Names, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt16LE(dosDate, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    parts.push(word(localSignature), common, nameBytes, packed)
    central.push(word(centralSignature), Buffer.from([20, 0]), common, tail, nameBytes)
    offset += 30 + nameBytes.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, directory, word(endSignature), end])
}

/** Unpacks a zip archive. What it says about its own sizes is not believed: unpacking stops at the limit. */
export function unzip(archive: Uint8Array): ZipEntry[] {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  try {
    return readEntries(buffer)
  } catch (error) {
    if (error instanceof NodeError) throw error
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw refused('The file is not a zip archive, or it is damaged.')
  }
}

function readEntries(buffer: Buffer): ZipEntry[] {
  const end = buffer.lastIndexOf(word(endSignature))
  if (end === -1) throw refused('The file is not a zip archive.')
  const count = buffer.readUInt16LE(end + 10)
  if (count > maxEntries) throw refused(`The archive has ${count} entries; the limit is ${maxEntries}.`)
  const entries: ZipEntry[] = []
  let left = maxUnpackedBytes
  let at = buffer.readUInt32LE(end + 16)
  for (let number = 0; number < count; number += 1) {
    if (buffer.readUInt32LE(at) !== centralSignature) throw refused('The directory of the archive is damaged.')
    const nameLength = buffer.readUInt16LE(at + 28)
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength)
    if (!name.endsWith('/')) {
      const bytes = unpack(buffer, at, name, left)
      left -= bytes.length
      entries.push({ name, bytes })
    }
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32)
  }
  return entries
}

function unpack(buffer: Buffer, at: number, name: string, maxOutputLength: number): Uint8Array {
  if ((buffer.readUInt16LE(at + 8) & 1) === 1) throw refused(`"${name}" is encrypted; encrypted archives cannot be read.`)
  const method = buffer.readUInt16LE(at + 10)
  const local = buffer.readUInt32LE(at + 42)
  const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28)
  const packed = buffer.subarray(start, start + buffer.readUInt32LE(at + 20))
  if (packed.length > 0 && maxOutputLength <= 0) throw tooLarge()
  if (method === 0 && packed.length > maxOutputLength) throw tooLarge()
  if (method !== 0 && method !== 8) throw refused(`"${name}" is packed in a way (${method}) that cannot be read.`)
  const bytes = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength })
  if (crc32(bytes) !== buffer.readUInt32LE(at + 16)) throw refused(`"${name}" is damaged.`)
  return bytes
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export const tooLarge = () => refused(`Unpacked, the archive has more than ${maxUnpackedBytes} bytes, which is the limit.`)
const refused = (message: string) => new NodeError(message, { retryable: false })
