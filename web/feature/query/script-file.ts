/** As many characters as the server takes. */
export const textMax = 1_000_000
/** A character is at most four bytes; what is larger than this cannot fit and is not even read. */
const bytesMax = textMax * 4

export type ScriptFault = 'tooLarge' | 'notText'

/** The text of a file that somebody chose, or why it cannot be a script. */
export async function readScript(file: File): Promise<{ readonly text: string } | { readonly fault: ScriptFault }> {
  if (file.size > bytesMax) return { fault: 'tooLarge' }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return { fault: 'notText' }
  }
  if (text.includes('\0')) return { fault: 'notText' }
  return text.length > textMax ? { fault: 'tooLarge' } : { text }
}
