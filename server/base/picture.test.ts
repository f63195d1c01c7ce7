import { expect, test } from 'vitest'
import { readPicture } from './picture.ts'

const bytesMax = 1_048_576
const pixel = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'image/jpeg':
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'image/webp': 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA',
}
const bytesOf = (type: keyof typeof pixel) => {
  const bytes = Buffer.from(pixel[type], 'base64')
  return type === 'image/jpeg' ? Buffer.concat([bytes, Buffer.from('ffd9', 'hex')]) : bytes
}

test.each(Object.keys(pixel) as (keyof typeof pixel)[])('%s is known by its bytes, and a tail is refused', (type) => {
  const bytes = bytesOf(type)

  expect(readPicture(bytes, { bytesMax })).toEqual({ mediaType: type, bytes })
  for (const tail of ['<script>alert(1)</script>', 'PK\u0003\u0004', '\0'])
    expect(() => readPicture(Buffer.concat([bytes, Buffer.from(tail)]), { bytesMax })).toThrow('more than a picture')
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => readPicture(bytes.subarray(0, length), { bytesMax }), String(length)).toThrow(/no PNG|damaged/)
  expect(() => readPicture(bytes, { bytesMax: bytes.length - 1 })).toThrow('more than')
})

test('noise behind a good beginning neither hangs nor passes', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const noise = Buffer.from(Array.from({ length: 400 }, (_, n) => (seed * 7919 + n * n * 104_729) % 256))
    for (const type of Object.keys(pixel) as (keyof typeof pixel)[])
      expect(() => readPicture(Buffer.concat([bytesOf(type).subarray(0, 12), noise]), { bytesMax })).toThrow()
  }
})
