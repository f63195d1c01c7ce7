// Text and bytes. An isolate has the language and nothing else, so what Node adds to it is made here.

/** UTF-8 as `TextEncoder` writes it: a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let used = 0
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at)
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = text.charCodeAt(at + 1)
      if (code < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        at++
      } else code = 0xfffd
    }
    if (code < 0x80) bytes[used++] = code
    else if (code < 0x800) {
      bytes[used++] = 0xc0 | (code >> 6)
      bytes[used++] = 0x80 | (code & 63)
    } else if (code < 0x10000) {
      bytes[used++] = 0xe0 | (code >> 12)
      bytes[used++] = 0x80 | ((code >> 6) & 63)
      bytes[used++] = 0x80 | (code & 63)
    } else {
      bytes[used++] = 0xf0 | (code >> 18)
      bytes[used++] = 0x80 | ((code >> 12) & 63)
      bytes[used++] = 0x80 | ((code >> 6) & 63)
      bytes[used++] = 0x80 | (code & 63)
    }
  }
  return bytes.slice(0, used)
}

/** Broken sequences become U+FFFD, as `TextDecoder` does without `fatal`. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  const part: number[] = []
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0
    let code = length === 1 ? first : length === 0 ? -1 : first & (0xff >> (length + 1))
    let read = 1
    while (code >= 0 && read < length) {
      const next = bytes[at + read]
      if (next === undefined || (next & 0xc0) !== 0x80) code = -1
      else {
        code = (code << 6) | (next & 63)
        read++
      }
    }
    if (
      code > 0x10ffff ||
      (code >= 0xd800 && code <= 0xdfff) ||
      (length === 3 && code < 0x800) ||
      (length === 4 && code < 0x10000)
    )
      code = -1
    at += read
    if (code < 0) part.push(0xfffd)
    else if (code < 0x10000) part.push(code)
    else part.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff))
    // In pieces, because a call takes only so many arguments.
    if (part.length > 4096) text += String.fromCharCode(...part.splice(0))
  }
  return text + String.fromCharCode(...part)
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const a = bytes[at] ?? 0
    const b = bytes[at + 1]
    const c = bytes[at + 2]
    parts.push(
      (digits[a >> 2] ?? '') +
        (digits[((a & 3) << 4) | ((b ?? 0) >> 4)] ?? '') +
        (b === undefined ? '=' : (digits[((b & 15) << 2) | ((c ?? 0) >> 6)] ?? '')) +
        (c === undefined ? '=' : (digits[c & 63] ?? '')),
    )
  }
  return parts.join('')
}

/** Takes both alphabets and skips what belongs to neither, as Node's Buffer does. */
export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4))
  let used = 0
  let bits = 0
  let held = 0
  for (const sign of text) {
    if (sign === '=') break
    const value = digits.indexOf(sign === '-' ? '+' : sign === '_' ? '/' : sign)
    if (value < 0) continue
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[used++] = (held >> bits) & 255
    }
  }
  return bytes.slice(0, used)
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function fromHex(text: string): Uint8Array {
  const pairs = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? ''
  return Uint8Array.from({ length: pairs.length / 2 }, (_, at) => parseInt(pairs.slice(at * 2, at * 2 + 2), 16))
}

export function toLatin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

export function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at) & 255)
}
