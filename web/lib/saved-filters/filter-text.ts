export type Search = Readonly<Record<string, string | undefined>>

/** What stands in an address and narrows nothing: what is open over the list. */
const passing = new Set(['do', 'receipt'])

/** The same filter is the same text, in whatever order it was chosen. Empty where none is set. */
export function textOf(search: Search): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== '' && !passing.has(name)) params.set(name, value)
  params.sort()
  return params.toString()
}

/** Of a saved filter what its page is given, which takes of it what it knows. */
export const searchOf = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))
