import { messageMaxBytes } from './notify.store.ts'

/** JSON texts put together to JSON arrays that each fit into one message. What is too long by itself is left out. */
export function messagePages(texts: readonly string[]): string[] {
  const pages: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const text of texts) {
    const size = Buffer.byteLength(text) + 1
    if (size + 1 > messageMaxBytes) continue
    if (bytes + size > messageMaxBytes) {
      pages.push([])
      bytes = 1
    }
    pages.at(-1)?.push(text)
    bytes += size
  }
  return pages.map((page) => `[${page.join(',')}]`)
}
