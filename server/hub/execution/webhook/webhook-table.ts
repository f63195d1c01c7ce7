/** A route of a webhook: method, path with `:name` segments, and what it leads to. */
export type WebhookRoute<T> = { readonly method: string; readonly path: string; readonly to: T }

export type WebhookMatch<T> = { readonly to: T; readonly params: Readonly<Record<string, string>> }

type Pattern<T> = { readonly segments: readonly string[]; readonly to: T }

/**
 * Finds what listens for a call. Built anew when workflows change and swapped
 * whole, so a call sees the old table or the new one and never a gap.
 */
export class WebhookTable<T> {
  private readonly fixed = new Map<string, T>()
  private readonly patterns = new Map<string, Pattern<T>[]>()

  constructor(routes: readonly WebhookRoute<T>[]) {
    for (const { method, path, to } of routes) {
      const segments = split(path)
      if (!segments.some((segment) => segment.startsWith(':'))) {
        this.fixed.set(`${method} ${segments.join('/')}`, to)
        continue
      }
      const key = `${method} ${segments.length}`
      this.patterns.set(key, [...(this.patterns.get(key) ?? []), { segments, to }].toSorted(byFixedSegments))
    }
  }

  find(method: string, path: string): WebhookMatch<T> | undefined {
    const exact = this.fixed.get(`${method} ${path}`)
    if (exact !== undefined) return { to: exact, params: {} }
    const segments = split(path)
    const fixed = this.fixed.get(`${method} ${segments.join('/')}`)
    if (fixed !== undefined) return { to: fixed, params: {} }
    for (const pattern of this.patterns.get(`${method} ${segments.length}`) ?? []) {
      const params = matchSegments(pattern.segments, segments)
      if (params !== undefined) return { to: pattern.to, params }
    }
    return undefined
  }

  /** Methods that are listened for at a path, for an answer to OPTIONS. */
  methodsAt(path: string): string[] {
    return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].filter((method) => this.find(method, path) !== undefined)
  }
}

const split = (path: string) => path.split('/').filter((segment) => segment !== '')

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] as string
    if (part.startsWith(':')) params[part.slice(1)] = segment
    else if (part !== segment) return undefined
  }
  return params
}

/** The path with more fixed segments is the more specific one. */
function byFixedSegments<T>(a: Pattern<T>, b: Pattern<T>): number {
  const fixed = ({ segments }: Pattern<T>) => segments.filter((segment) => !segment.startsWith(':')).length
  return fixed(b) - fixed(a)
}
