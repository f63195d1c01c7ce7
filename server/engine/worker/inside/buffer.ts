import { decodeUtf8, encodeUtf8, fromBase64, fromHex, fromLatin1, toBase64, toHex, toLatin1 } from './bytes.ts'

/** The part of Node's Buffer that code nodes use: conversions, joining, comparing. */
export class Buffer extends Uint8Array<ArrayBuffer> {
  constructor(from: number | ArrayBuffer, start?: number, length?: number) {
    // The declaration of a typed array over ArrayBuffer knows no length; the language does.
    if (typeof from === 'number') super(from as unknown as ArrayBuffer)
    else super(from, start, length)
  }

  static override from(value: unknown, ...more: unknown[]): Buffer {
    if (typeof value === 'string') return wrap(encode(value, more[0]))
    if (value instanceof ArrayBuffer) return new Buffer(value, more[0] as number | undefined, more[1] as number | undefined)
    if (isBufferJson(value)) return wrap(Uint8Array.from(value.data))
    if (value instanceof Uint8Array || Array.isArray(value)) return wrap(Uint8Array.from(value as ArrayLike<number>))
    throw new TypeError('Buffer.from takes a text, a list of bytes or another buffer.')
  }

  static alloc(size: number, fill: number | string = 0): Buffer {
    const buffer = new Buffer(size)
    if (typeof fill === 'number') buffer.fill(fill)
    else
      for (let at = 0, bytes = encodeUtf8(fill); at < size && bytes.length > 0; at++) buffer[at] = bytes[at % bytes.length] ?? 0
    return buffer
  }

  static allocUnsafe(size: number): Buffer {
    return new Buffer(size)
  }

  static concat(list: readonly Uint8Array[], length = list.reduce((sum, one) => sum + one.length, 0)): Buffer {
    const joined = new Buffer(length)
    let at = 0
    for (const one of list) {
      if (at >= length) break
      joined.set(one.subarray(0, length - at), at)
      at += one.length
    }
    return joined
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer
  }

  static isEncoding(name: string): boolean {
    return ['utf8', 'utf-8', 'base64', 'base64url', 'hex', 'latin1', 'binary', 'ascii', 'utf16le', 'ucs2'].includes(
      name.toLowerCase(),
    )
  }

  static byteLength(value: string | Uint8Array | ArrayBuffer, encoding?: string): number {
    return typeof value === 'string' ? encode(value, encoding).length : value.byteLength
  }

  static compare(a: Uint8Array, b: Uint8Array): number {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      if (a[at] !== b[at]) return (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1
    }
    return Math.sign(a.length - b.length)
  }

  override toString(encoding: unknown = 'utf8', start = 0, end: number = this.length): string {
    return decode(this.subarray(start, end), encoding)
  }

  toJSON(): { type: 'Buffer'; data: number[] } {
    return { type: 'Buffer', data: Array.from(this) }
  }

  equals(other: Uint8Array): boolean {
    return Buffer.compare(this, other) === 0
  }

  compare(other: Uint8Array): number {
    return Buffer.compare(this, other)
  }

  write(text: string, offset = 0): number {
    const bytes = encodeUtf8(text).subarray(0, Math.max(0, this.length - offset))
    this.set(bytes, offset)
    return bytes.length
  }

  /** As in Node, a part shares its bytes with the whole. */
  override slice(start?: number, end?: number): Buffer {
    return this.subarray(start, end) as Buffer
  }

  readUInt8(offset = 0): number {
    return new DataView(this.buffer, this.byteOffset).getUint8(offset)
  }
  readUInt16BE(offset = 0): number {
    return new DataView(this.buffer, this.byteOffset).getUint16(offset)
  }
  readUInt32BE(offset = 0): number {
    return new DataView(this.buffer, this.byteOffset).getUint32(offset)
  }
  readInt32BE(offset = 0): number {
    return new DataView(this.buffer, this.byteOffset).getInt32(offset)
  }
}

function wrap(bytes: Uint8Array): Buffer {
  const buffer = new Buffer(bytes.length)
  buffer.set(bytes)
  return buffer
}

function isBufferJson(value: unknown): value is { data: number[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { type?: unknown }).type === 'Buffer' &&
    Array.isArray((value as { data?: unknown }).data)
  )
}

function encode(text: string, encoding: unknown): Uint8Array {
  switch (String((encoding as string | undefined) ?? 'utf8').toLowerCase()) {
    case 'base64':
    case 'base64url':
      return fromBase64(text)
    case 'hex':
      return fromHex(text)
    case 'latin1':
    case 'binary':
    case 'ascii':
      return fromLatin1(text)
    case 'utf16le':
    case 'ucs2':
      return Uint8Array.from({ length: text.length * 2 }, (_, at) => (text.charCodeAt(at >> 1) >> (at % 2 === 0 ? 0 : 8)) & 255)
    case 'utf8':
    case 'utf-8':
      return encodeUtf8(text)
    default:
      throw new TypeError(`Unknown encoding: ${String(encoding)}`)
  }
}

function decode(bytes: Uint8Array, encoding: unknown): string {
  switch (String((encoding as string | undefined) ?? 'utf8').toLowerCase()) {
    case 'base64':
      return toBase64(bytes)
    case 'base64url':
      return toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
    case 'hex':
      return toHex(bytes)
    case 'latin1':
    case 'binary':
      return toLatin1(bytes)
    case 'ascii':
      return toLatin1(bytes.map((byte) => byte & 127))
    case 'utf16le':
    case 'ucs2':
      return toLatin1(bytes).replace(/([^])([^])/g, (_, low: string, high: string) =>
        String.fromCharCode(low.charCodeAt(0) | (high.charCodeAt(0) << 8)),
      )
    case 'utf8':
    case 'utf-8':
      return decodeUtf8(bytes)
    default:
      throw new TypeError(`Unknown encoding: ${String(encoding)}`)
  }
}
