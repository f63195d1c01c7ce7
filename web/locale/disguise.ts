const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
}

/** The text, longer by two fifths, with accents; what is filled in and tags are left alone. */
export function lengthened(text: string): string {
  const parts = text.split(/(\{\{.*?\}\}|<[^>]*>|\$t\(.*?\))/)
  const disguised = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replaceAll(/[aeiou]/gi, (letter) => accents[letter] ?? letter),
  )
  return `${disguised.join('')}${'~'.repeat(Math.ceil(text.replaceAll(/\{\{.*?\}\}/g, '').length * 0.4))}`
}
