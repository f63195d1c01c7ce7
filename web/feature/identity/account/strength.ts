export type Strength = 'short' | 'weak' | 'fair' | 'strong'

/**
 * A hint while somebody types; the server decides. Length counts most: a
 * sentence is stronger than a short word with signs in it.
 */
export function strengthOf(password: string, lengthMin: number, words: readonly string[]): Strength {
  const plain = password.normalize('NFKC')
  const length = Array.from(plain).length
  if (length < lengthMin) return 'short'
  const own = withoutWords(plain.toLowerCase(), words)
  const different = new Set(own).size
  if (own.length < 6 || different < 5 || /^\p{L}{1,9}[^\p{L}]*$/u.test(own)) return 'weak'
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(plain)).length
  return length + 3 * (kinds - 1) >= 19 && different >= 8 ? 'strong' : 'fair'
}

function withoutWords(plain: string, words: readonly string[]): string {
  return words
    .flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 3)
    .reduce((text, word) => text.replaceAll(word, ''), plain)
}
