import { makeRegex } from '../regex/guarded.ts'
import { replaceRegex } from '../regex/operate.ts'

/** In this order; each works on what the one before has left. */
const steps: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Bullets and numbers of lists.
  [/^([ \t]*)(?:[*+-]|\d+\.)\s+/gm, '$1'],
  // Lines under titles, strikethrough, fences of code.
  [/\n={2,}/g, '\n'],
  [/~~/g, ''],
  [/`{3}.*\n/g, ''],
  [/<[^>]*>/g, ''],
  [/^[=-]{2,}\s*$/g, ''],
  // Footnotes, images, links, references.
  [/\[\^[^\]]+\](?:: .*$)?/g, ''],
  [/!\[[^\]]*\][[(][^\])]*[\])]/g, ''],
  [/\[([^\]]*)\][[(][^\])]*[\])]/g, '$1'],
  [/^\[[^\]]*\]: .*$/g, ''],
  // Quotes and titles.
  [/^>/gm, ''],
  [/^#{1,6}\s*([^#\n]*)#{0,6}/gm, '$1'],
  // Emphasis and code.
  [/([*_]{1,3})(\S.*?\S)\1/g, '$2'],
  [/`(.+?)`/g, '$1'],
  [/\n{3,}/g, '\n\n'],
]

/** The text without the signs of Markdown and without HTML tags. */
export function removeMarkdown(text: string): string {
  let left = text
  for (const [{ source, flags }, replacement] of steps) left = replaceRegex(left, makeRegex(source, flags), replacement)
  return left
}

/** The text without what stands between `<` and `>`. */
export function removeTags(text: string): string {
  let made = ''
  let at = 0
  for (;;) {
    const open = text.indexOf('<', at)
    if (open === -1) return made + text.slice(at)
    const close = text.indexOf('>', open)
    if (close === -1) return made + text.slice(at, open)
    made += text.slice(at, open)
    at = close + 1
  }
}
