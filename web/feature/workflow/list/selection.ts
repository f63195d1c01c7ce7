import { useState } from 'react'

export type Selection = {
  readonly ids: ReadonlySet<string>
  /** Takes one in or out; with `through` all from the one that was touched last up to this one. */
  readonly toggle: (id: string, through?: boolean) => void
  readonly takeAll: () => void
  readonly clear: () => void
}

/** The rows between two, both of them included, in whichever order they stand. */
export function between(all: readonly string[], from: string, to: string): readonly string[] {
  const [a, b] = [all.indexOf(from), all.indexOf(to)]
  if (a < 0 || b < 0) return [to]
  return all.slice(Math.min(a, b), Math.max(a, b) + 1)
}

/** Which rows of a list are chosen. What is not shown any more is not chosen any more. */
export function useSelection(shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string>()
  const ids = new Set(shown.filter((id) => chosen.has(id)))
  return {
    ids,
    toggle: (id, through = false) => {
      const next = new Set(ids)
      if (through && last !== undefined) for (const one of between(shown, last, id)) next.add(one)
      else if (!next.delete(id)) next.add(id)
      setLast(id)
      setChosen(next)
    },
    takeAll: () => setChosen(ids.size === shown.length ? new Set() : new Set(shown)),
    clear: () => setChosen(new Set()),
  }
}
