const turn = 2 * Math.PI
const middle = 32

type Point = readonly [x: number, y: number]

/** A point of the 64 box, `share` of a turn from the top, clockwise. */
const at = (share: number, radius: number): Point => [
  middle + Math.sin(share * turn) * radius,
  middle - Math.cos(share * turn) * radius,
]
const between = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
const text = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`

/** Draws a SHA-256 (64 hex digits): 32 rays from its first half and a core from the 16 digits after them. */
export function sealPaths(hash: string): { readonly rays: string; readonly core: string } {
  const digits = Array.from(hash.padEnd(64, '0').slice(0, 64), (digit) => Number.parseInt(digit, 16) || 0)
  const rays = digits
    .slice(0, 32)
    .map((digit, index) => `M${text(at(index / 32, 15))}L${text(at(index / 32, 17.5 + 0.72 * digit))}`)
    .join('')
  const corners = digits.slice(32, 48).map((digit, index) => at(index / 16, 5 + 0.42 * digit))
  const curves = corners.map((corner, index) => `Q${text(corner)} ${text(between(corner, corners[(index + 1) % 16]!))}`)
  return { rays, core: `M${text(between(corners[15]!, corners[0]!))}${curves.join('')}Z` }
}

/** `84ca b873 … 922e`, with thin spaces: enough to tell two apart at a glance, not to prove that they are the same. */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)}\u2009${hash.slice(4, 8)}\u2009…\u2009${hash.slice(-4)}`
