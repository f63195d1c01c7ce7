const smallWords = new Set(['a', 'an', 'the', 'and', 'but', 'or', 'nor', 'for', 'so', 'yet', 'as', 'at', 'by', 'if', 'in', 'of', 'on', 'per', 'than', 'to', 'up', 'via', 'vs', 'with']) // prettier-ignore

/** Capital first letters, except of small words inside; letters that are capital stay so. */
export function toTitleCase(text: string): string {
  const last = text.lastIndexOf(' ')
  return text.replace(/[^\s-]+/g, (word: string, at: number) => {
    const inside = at > 0 && at <= last
    const bare = word.toLowerCase().replace(/[^\p{L}]/gu, '')
    return inside && (smallWords.has(word) || smallWords.has(bare)) && word === word.toLowerCase() ? word : capital(word)
  })
}

/** A word with a capital letter inside, such as iPhone, is written as it is meant. */
function capital(word: string): string {
  if (word.slice(1) !== word.slice(1).toLowerCase()) return word
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0)
  return first.toUpperCase() + word.slice(first.length)
}

/** Small letters, with a capital one at the start of each sentence. */
export function toSentenceCase(text: string): string {
  let starts = true
  let made = ''
  for (const char of text.toLowerCase()) {
    const isLetter = /\p{L}/u.test(char)
    made += starts && isLetter ? char.toUpperCase() : char
    if (isLetter) starts = false
    else if (char === '.' || char === '!' || char === '?') starts = true
  }
  return made
}

/** Small letters, underscores for spaces and dashes, no other signs. */
export function toSnakeCase(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[ -]/g, '_')
    .replaceAll(/[!-/:-@[-^`{-~\u2010-\u2027]/g, '')
}
