export type Place = {
  /** Which execution of the node; undefined is the one a person would look at first. */
  readonly runIndex: number | undefined
  readonly itemIndex: number
}

/** Which item everything around a node is shown for; panes and expressions look at the same one. */
export class PlaceStore {
  private place: Place = { runIndex: undefined, itemIndex: 0 }
  private readonly listeners = new Set<() => void>()

  readonly read = (): Place => this.place

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  set(more: Partial<Place>): void {
    const next = { ...this.place, ...more }
    if (next.runIndex === this.place.runIndex && next.itemIndex === this.place.itemIndex) return
    this.place = next
    for (const listener of this.listeners) listener()
  }
}

/** A field that takes a mapped value. */
export type MapTarget = {
  readonly label: string
  readonly element: () => HTMLElement | null
  /** `code` is without braces. */
  readonly take: (code: string) => void
}

/** The fields of a node that are on the page, for the menu "Use in field". */
export class MapTargets {
  private readonly targets = new Set<MapTarget>()

  add(target: MapTarget): () => void {
    this.targets.add(target)
    return () => void this.targets.delete(target)
  }

  /** In the order in which they stand on the page. */
  list(): readonly MapTarget[] {
    return [...this.targets].toSorted((a, b) => {
      const [left, right] = [a.element(), b.element()]
      if (left === null || right === null) return 0
      return (left.compareDocumentPosition(right) & Node.DOCUMENT_POSITION_FOLLOWING) === 0 ? 1 : -1
    })
  }
}
