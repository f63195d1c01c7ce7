import { expect, test } from 'vitest'
import { sealPaths, shortHash } from './seal-path.ts'

const hash = '84cab873d5f9d2a76b8cfc2d0ea3d1f5a09f0e63b72d1c94ff02cce1a0b7922e'
const points = (path: string) => Array.from(path.matchAll(/-?\d+\.\d/g), ([number]) => Number(number))
const radius = (x: number, y: number) => Math.hypot(x - 32, y - 32)

test('each of the first 32 digits is a ray, turning from the top clockwise, and as long as its digit is large', () => {
  const rays = sealPaths(hash)
    .rays.split('M')
    .filter((ray) => ray !== '')
    .map(points)

  expect(rays).toHaveLength(32)
  expect(rays[0]).toEqual([32, 17, 32, 8.7])
  for (const [index, [fromX = 0, fromY = 0, toX = 0, toY = 0]] of rays.entries()) {
    expect(radius(fromX, fromY)).toBeCloseTo(15, 0)
    expect(radius(toX, toY)).toBeCloseTo(17.5 + 0.72 * Number.parseInt(hash[index]!, 16), 0)
  }
  expect(rays[8]?.[0]).toBeGreaterThan(46)
  expect(rays[24]?.[0]).toBeLessThan(18)
})

test('the core is a closed curve through the middles between 16 corners that follow the digits', () => {
  const { core } = sealPaths(hash)

  const curves = core.slice(0, -1).split('Q')
  expect(core.endsWith('Z')).toBe(true)
  expect(curves).toHaveLength(17)
  expect(points(curves[16]!).slice(2)).toEqual(points(curves[0]!))
  for (const [index, curve] of curves.slice(1).entries()) {
    const [x = 0, y = 0] = points(curve)
    expect(radius(x, y)).toBeCloseTo(5 + 0.42 * Number.parseInt(hash[32 + index]!, 16), 0)
  }
})

test('a digit more or less of the drawn ones is another picture', () => {
  const drawn = JSON.stringify(sealPaths(hash))
  for (let index = 0; index < 48; index++) {
    const other = hash.slice(0, index) + (hash[index] === '0' ? 'f' : '0') + hash.slice(index + 1)
    expect(JSON.stringify(sealPaths(other))).not.toBe(drawn)
  }
})

test('what is no hash is drawn without a fault', () => {
  for (const text of ['', 'zz', 'a'.repeat(200)]) expect(JSON.stringify(sealPaths(text))).not.toContain('NaN')
})

test('the short hash shows both ends', () => {
  expect(shortHash(hash)).toBe('84ca\u2009b873\u2009…\u2009922e')
})
