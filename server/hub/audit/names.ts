/** Names of people by their ids; those whom nobody knows any more are missing. Given by who knows people: this hub stands below. */
export type NamesOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The ids among what stands where an id is expected, each once. */
export const onlyIds = (texts: readonly (string | null)[]): string[] => [
  ...new Set(texts.filter((text) => text !== null && uuid.test(text)) as string[]),
]
