const key = 'steward.recent-nodes'
const recentMax = 6

/** Entries that were used here lately, newest first. */
export function recentEntries(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export function rememberEntry(id: string): void {
  try {
    localStorage.setItem(key, JSON.stringify([id, ...recentEntries().filter((one) => one !== id)].slice(0, recentMax)))
  } catch {
    // Where nothing can be kept, nothing was used lately.
  }
}
