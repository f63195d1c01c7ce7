import { encode } from 'uqr'

/** A text as the dark squares of a QR code: one SVG path in a square of so many squares, its quiet border included. */
export function qrPath(text: string): { readonly path: string; readonly squares: number } {
  const { data } = encode(text, { ecc: 'M', border: 1 })
  const path = data.flatMap((line, y) => line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { path, squares: data.length }
}
