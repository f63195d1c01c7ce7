/** Strips of the palette; red is left out, it means delete and failed. */
const colors = [
  'var(--read-strip)',
  'var(--done-strip)',
  'var(--send-strip)',
  'var(--pay-strip)',
  'var(--execute-strip)',
  'var(--write-strip)',
] as const

/** A tag without a colour of its own always gets the same one, told from its name. */
export function tagColor(name: string, color: string | null): string {
  if (color !== null) return color
  const sum = Array.from(name).reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 100_003, 7)
  return colors[sum % colors.length] ?? colors[0]
}
