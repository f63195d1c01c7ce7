type Values = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Puts parameters into `/workflows/:id` and the query behind it; what is undefined or empty is left out of the query. */
export function fillPath(path: string, params: Values, query: Values): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search}`
}
