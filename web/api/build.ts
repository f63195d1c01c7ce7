import { useSyncExternalStore } from 'react'

let isStale = false
const listeners = new Set<() => void>()

/** The build that this page was loaded with; undefined where a development server gave it. */
export function ownBuild(): string | undefined {
  const name = document.querySelector<HTMLMetaElement>('meta[name="steward-web"]')?.content
  return name === undefined || name.startsWith('__') ? undefined : name
}

/** Every answer of the server names the build it would serve now. */
export function compareBuild(served: string | null): void {
  if (served === null || typeof document === 'undefined') return
  const own = ownBuild()
  if (own !== undefined && own !== served) reportStale()
}

/** The page is older than what the server has: a part of it that is loaded later may be gone. */
export function reportStale(): void {
  if (isStale) return
  isStale = true
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useStale = (): boolean => useSyncExternalStore(subscribe, () => isStale)
