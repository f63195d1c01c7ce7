import type { WorkflowDocument } from '@steward/contract/workflow'

/** More are not kept: what is that large is found by its name. */
const wordsMax = 2_000
/** A longer word is nothing that people type: a key, a picture in letters. */
const lettersMax = 40

/** The words of a text as a search knows them: small letters and digits of any script, without marks and signs. */
export const toWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word.length <= lettersMax)

/** Every word of a document by which it may be looked for, each once. */
export function wordsOf({ name, description = '', nodes }: Pick<WorkflowDocument, 'name' | 'description' | 'nodes'>): string[] {
  const words = new Set<string>()
  for (const text of textsOf([
    name,
    description,
    nodes.map((node) => [node.name, node.type, node.settings.notes, node.parameters]),
  ])) {
    for (const word of toWords(text)) words.add(word)
    if (words.size >= wordsMax) break
  }
  return [...words].slice(0, wordsMax)
}

/** All texts in a value, without recursion: a document may be nested deeply. The first ones first. */
export function* textsOf(value: unknown): Generator<string> {
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string') yield next.slice(0, 20_000)
    else if (typeof next === 'object' && next !== null) open.push(...Object.values(next).reverse())
  }
}
