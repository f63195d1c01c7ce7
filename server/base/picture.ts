export type Picture = { readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp'; readonly bytes: Buffer }

/** Why a file is not taken as a picture; the message ends a sentence. */
export class PictureError extends Error {
  override readonly name = 'PictureError'
}

/** A picture of more pixels than that takes a browser's memory, however small its file is. */
const sidePixelsMax = 4096

/**
 * What a file really is, by its bytes and not by its name. Takes PNG, JPEG and
 * WebP that begin and end as they must, with nothing behind: a file that is a
 * picture and something else at once is refused. Never SVG, which can hold scripts.
 */
export function readPicture(bytes: Buffer, limits: { readonly bytesMax: number }): Picture {
  if (bytes.length > limits.bytesMax) throw new PictureError(`it has more than ${limits.bytesMax} bytes`)
  const format = formats.find(({ begins }) => begins(bytes))
  if (format === undefined) throw new PictureError('it is no PNG, JPEG or WebP')
  const found = format.measure(bytes)
  if (found === undefined) throw new PictureError('its content is damaged, or holds more than a picture')
  const [width, height] = found
  if (width < 1 || height < 1) throw new PictureError('it has no pixels')
  if (width > sidePixelsMax || height > sidePixelsMax)
    throw new PictureError(`it is ${width} × ${height} pixels; ${sidePixelsMax} × ${sidePixelsMax} is the most`)
  return { mediaType: format.mediaType, bytes }
}

/** The same of a picture that is sent in base64. */
export function readBase64Picture(base64: string, limits: { readonly bytesMax: number }): Picture {
  const bytes = Buffer.from(base64, 'base64')
  // Buffers skip what is no base64; then it was something else.
  if (bytes.toString('base64') !== base64) throw new PictureError('it is not sent in base64')
  return readPicture(bytes, limits)
}

type Sides = readonly [width: number, height: number]
type Format = {
  readonly mediaType: Picture['mediaType']
  readonly begins: (bytes: Buffer) => boolean
  /** Undefined where the file is not whole, or something follows it. */
  readonly measure: (bytes: Buffer) => Sides | undefined
}

const text = (bytes: Buffer, from: number, length: number) => bytes.toString('latin1', from, from + length)

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Chunks of a length, a name, data and a check, from IHDR to IEND. */
function measurePng(bytes: Buffer): Sides | undefined {
  if (bytes.length < 33 || text(bytes, 12, 4) !== 'IHDR') return undefined
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + bytes.readUInt32BE(at)
    if (text(bytes, at + 4, 4) === 'IEND')
      return next === bytes.length ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : undefined
    at = next
  }
  return undefined
}

/** Markers that say how large the picture is: C0 to CF, without the three that are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Segments of a marker and a length, until the scan begins; its data end with the last two bytes. */
function measureJpeg(bytes: Buffer): Sides | undefined {
  if (bytes.length < 6 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) return undefined
  let sides: Sides | undefined
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    const length = bytes.readUInt16BE(at + 2)
    if (isFrame(marker) && at + 9 <= bytes.length) sides = [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)]
    if (marker === 0xda) return endsWithLastScan(bytes, at) ? sides : undefined
    at += 2 + length
  }
  return undefined
}

/** Whether the scans, and what stands between them, lead to an end that is the end of the file. */
function endsWithLastScan(bytes: Buffer, firstScan: number): boolean {
  for (let at = firstScan + 2 + bytes.readUInt16BE(firstScan + 2); at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return at + 2 === bytes.length
    const isData = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)
    if (!isData && at + 4 <= bytes.length) at += 1 + bytes.readUInt16BE(at + 2)
  }
  return false
}

/** RIFF, which says its own length; then one of three kinds of picture. */
function measureWebp(bytes: Buffer): Sides | undefined {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 !== bytes.length) return undefined
  const kind = text(bytes, 12, 4)
  if (kind === 'VP8X') return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]
  if (kind === 'VP8 ') return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff]
  if (kind !== 'VP8L' || bytes[20] !== 0x2f) return undefined
  const packed = bytes.readUInt32LE(21)
  return [(packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1]
}

const formats: readonly Format[] = [
  { mediaType: 'image/png', begins: (bytes) => bytes.subarray(0, 8).equals(pngSignature), measure: measurePng },
  { mediaType: 'image/jpeg', begins: (bytes) => bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff, measure: measureJpeg },
  {
    mediaType: 'image/webp',
    begins: (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP',
    measure: measureWebp,
  },
]
