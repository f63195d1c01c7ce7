import type { SearchHit } from '@steward/contract/api/search'
import type { LucideIcon } from 'lucide-react'
import type { PageAction } from '../commands.ts'
import { meet, type Range } from './rank.ts'

/** One line of the palette. */
export type Entry = {
  readonly id: string
  readonly group: string
  readonly name: string
  readonly icon: LucideIcon
  readonly words?: string
  readonly detail?: string | null
  readonly keys?: string
  readonly asks?: PageAction['asks']
  readonly run: () => void
}

export type Shown = Entry & { readonly ranges: readonly Range[] }

/** Lines of one heading that are shown at most, so that no kind hides the others. */
const perGroup = 8

/**
 * What is typed among what the app knows itself, followed by what the server has found, which is in its order already.
 * The group with the best line comes first.
 */
export function arrange(typed: string, own: readonly Entry[], found: readonly Entry[]): readonly Shown[] {
  const scored = own.flatMap((entry) => {
    const met = meet(typed, entry.name, entry.words)
    return met === undefined ? [] : [{ entry: { ...entry, ranges: met.ranges }, score: met.score }]
  })
  const known = new Set(scored.map(({ entry }) => entry.id))
  const others = found
    .filter(({ id }) => !known.has(id))
    // What was found by what is in it comes after what was found by its name.
    .map((entry) => ({
      entry: { ...entry, ranges: meet(typed, entry.name)?.ranges ?? [] },
      score: (meet(typed, entry.name)?.score ?? 0) * 0.95,
    }))
  const groups = Map.groupBy([...scored, ...others], ({ entry }) => entry.group)
  const best = (group: readonly { score: number }[]) => Math.max(...group.map(({ score }) => score))
  const sorted = typed.trim() === '' ? [...groups.values()] : [...groups.values()].toSorted((a, b) => best(b) - best(a))
  return sorted.flatMap((group) =>
    group
      .toSorted((a, b) => b.score - a.score)
      .slice(0, perGroup)
      .map(({ entry }) => entry),
  )
}

/** Where what was found is looked at. */
export function placeOf({ kind, id, nodeId }: Pick<SearchHit, 'kind' | 'id' | 'nodeId'>): string {
  const places: Readonly<Record<SearchHit['kind'], string>> = {
    workflow: nodeId === null ? `/workflows/${id}` : `/workflows/${id}?node=${encodeURIComponent(nodeId)}`,
    execution: `/executions/${id}`,
    connection: '/connections',
    approval: `/approvals/${id}`,
    query: `/queries/${id}`,
    person: '/settings/members',
  }
  return places[kind]
}
