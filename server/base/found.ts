/** One thing that a search has found. */
export type Found = {
  readonly kind: 'workflow' | 'execution' | 'connection' | 'approval' | 'query' | 'person'
  readonly id: string
  readonly title: string
  readonly detail: string | null
  readonly status: string | null
  readonly at: Date | null
  /** Of a workflow, the node that was meant. */
  readonly nodeId: string | null
  /** From 0 to 1, the same of all kinds: how well the title is met. */
  readonly score: number
}

/** How well a title is met by what was looked for; undefined where a word of it is not there. */
export function foundIn(title: string, text: string): number | undefined {
  const [whole, wanted] = [title.toLowerCase(), text.trim().toLowerCase()]
  const words = wanted.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0 || !words.every((word) => whole.includes(word))) return undefined
  if (whole === wanted) return 1
  if (whole.startsWith(wanted)) return 0.9
  if (words.every((word) => beginsWord(whole, word))) return whole.includes(wanted) ? 0.8 : 0.7
  return whole.includes(wanted) ? 0.6 : 0.5
}

/** Whether some word of the text begins so. */
function beginsWord(whole: string, word: string): boolean {
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(whole.charAt(at - 1))) return true
  }
  return false
}
