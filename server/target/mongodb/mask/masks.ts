import type { MaskedColumn } from '../../target.ts'

/** A field whose value is hidden, as the names on the way to it. */
export type Path = readonly string[]

export const maskText = '••••'

/** Numbers of places and `$[…]` are left out: a rule for `people.ssn` is one for `people.0.ssn`. */
export const pathOf = (text: string): Path => text.split('.').filter((part) => part !== '' && !/^(\d+|\$(\[.*\])?)$/.test(part))

export const masksOf = (masked: readonly MaskedColumn[], collections: readonly string[]): Path[] =>
  masked.filter((one) => collections.includes(one.table)).map((one) => pathOf(one.column))

/**
 * Whether a path mentions a hidden field: leads to it, or into it, or holds it. Wherever in the path that begins,
 * because a document may have come to stand under another name.
 */
export function mentions(path: Path, mask: Path): boolean {
  return path.some((_, start) => {
    const rest = path.slice(start)
    return rest.every((part, index) => index >= mask.length || part === mask[index])
  })
}

/** Whether a path leads to a hidden field or into it, and does not only hold it. */
export function reaches(path: Path, mask: Path): boolean {
  return path.some((_, start) => mask.every((part, index) => path[start + index] === part))
}
