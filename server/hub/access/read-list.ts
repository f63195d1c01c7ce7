import { accessError } from './errors.ts'

/** Some of the known words, separated by commas; undefined where nothing is asked for. */
export function readList<T extends string>(text: string | undefined, known: readonly T[]): T[] | undefined {
  const words = text?.split(',').filter((word) => word !== '')
  const strange = words?.find((word) => !(known as readonly string[]).includes(word))
  if (strange !== undefined) throw accessError.unknown_status({ status: strange.slice(0, 50), statuses: known.join(', ') })
  return words as T[] | undefined
}
