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

/** What a tag can be given: readable as a small square on both grounds. */
export const tagColors = [
  { name: 'slate', value: '#708196' },
  { name: 'green', value: '#4c9a58' },
  { name: 'blue', value: '#3c80de' },
  { name: 'violet', value: '#8a63db' },
  { name: 'orange', value: '#e2691e' },
  { name: 'amber', value: '#bf8209' },
  { name: 'teal', value: '#1f8a76' },
] as const
