/** A page that was visited, under the name it had. */
export type Visit = { readonly path: string; readonly name: string }

const visitsMax = 12

/** Visits with one more, the newest first, each place once. */
export function withVisit(visits: readonly Visit[], visit: Visit): readonly Visit[] {
  return [visit, ...visits.filter(({ path }) => path !== visit.path)].slice(0, visitsMax)
}

/** Of what the browser has kept only what is a visit: another version may have written it, or anybody. */
export function readVisits(text: string | null): readonly Visit[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isVisit).slice(0, visitsMax) : []
  } catch {
    return []
  }
}

function isVisit(value: unknown): value is Visit {
  if (typeof value !== 'object' || value === null) return false
  const { path, name } = value as Record<string, unknown>
  return typeof path === 'string' && /^\/[a-z]/.test(path) && typeof name === 'string' && name !== ''
}
