/** What is ready to be taken, with what decides about its turn. */
export type Candidate = {
  readonly id: string
  readonly workspaceId: string
  readonly priority: number
}

/** How many times what is free a workspace may hold itself. */
const shareOfFree = 3

/**
 * Whether a workspace may have one more slot. A flood of one workspace stops
 * at three quarters of all slots, of two at three sevenths each: whoever comes
 * next finds room, and a single busy workspace has most of the process.
 */
export function mayHaveMore(held: { readonly own: number; readonly all: number }, slots: number): boolean {
  const free = slots - held.all
  return free > 0 && held.own < shareOfFree * free
}

type Load = { readonly slots: number; readonly held: ReadonlyMap<string, number>; readonly room: number }

/**
 * Who is taken: workspace by workspace, the one that holds least first; within
 * a workspace by priority, then by age (ids grow with time).
 */
export function shareOut<C extends Candidate>(candidates: readonly C[], { slots, held, room }: Load): C[] {
  const lanes = [...Map.groupBy(candidates, (one) => one.workspaceId)].map(([workspaceId, own]) => ({
    own: own.toSorted(byTurn),
    at: 0,
    held: held.get(workspaceId) ?? 0,
  }))
  let all = [...held.values()].reduce((sum, count) => sum + count, 0)
  const taken: C[] = []
  while (taken.length < room) {
    let next: (typeof lanes)[number] | undefined
    for (const lane of lanes) {
      if (lane.at < lane.own.length && (next === undefined || lane.held < next.held)) next = lane
    }
    if (next === undefined || !mayHaveMore({ own: next.held, all }, slots)) break
    taken.push(next.own[next.at] as C)
    next.at += 1
    next.held += 1
    all += 1
  }
  return taken
}

const byTurn = (a: Candidate, b: Candidate) => b.priority - a.priority || (a.id < b.id ? -1 : 1)
