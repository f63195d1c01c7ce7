export type Region = { readonly from: number; readonly to: number; readonly isClosed: boolean }

/** The code between braces, as the server cuts it: a backslash in front keeps braces from being borders. */
export function regionsOf(text: string): readonly Region[] {
  const regions: Region[] = []
  for (let open = border(text, '{{', 0); open !== -1;) {
    const close = border(text, '}}', open + 2)
    regions.push({ from: open + 2, to: close === -1 ? text.length : close, isClosed: close !== -1 })
    open = close === -1 ? -1 : border(text, '{{', close + 2)
  }
  return regions
}

function border(text: string, sign: string, from: number): number {
  let at = text.indexOf(sign, from)
  while (at > 0 && text[at - 1] === '\\') at = text.indexOf(sign, at + 1)
  return at
}

/** The code around a place, up to it; undefined in the text around expressions. */
export function codeBefore(text: string, at: number): { readonly code: string; readonly from: number } | undefined {
  const region = regionsOf(text).find(({ from, to }) => at >= from && at <= to)
  return region === undefined ? undefined : { code: text.slice(region.from, at), from: region.from }
}

const sign = /[-+*/%(),[\]{}:?=<>!&|;`]/
const opens = (before: string) => before === '' || (sign.test(before.at(-1) ?? '') && !/[)\]}`]$/.test(before))
const closes = (after: string) => after === '' || (sign.test(after[0] ?? '') && !/^[([{`!]/.test(after))

/**
 * Where a value lands that is put into a text, and whether bare: between braces where an operand may stand, and behind the
 * expression where it would break what is written there.
 */
export function landingOf(text: string, at: number): { readonly at: number; readonly isBare: boolean } {
  const region = regionsOf(text).find(({ from, to, isClosed }) => at > from - 2 && (isClosed ? at < to + 2 : at <= to))
  if (region === undefined) return { at, isBare: false }
  const { from, to, isClosed } = region
  const inside = Math.max(from, Math.min(at, to))
  const isFree = opens(text.slice(from, inside).trimEnd()) && closes(text.slice(inside, to).trimStart())
  return isFree || !isClosed ? { at: inside, isBare: true } : { at: to + 2, isBare: false }
}
