/** Numbers from 0 up to 1, the same in the same order for the same text in every process (FNV-1a, then SplitMix32). */
export function drawsFrom(text: string): () => number {
  let state: number | undefined
  return () => {
    // Few expressions draw at all.
    state ??= digestOf(text)
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

function digestOf(text: string): number {
  let digest = 0x811c9dc5
  for (let at = 0; at < text.length; at++) digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193)
  return digest
}
