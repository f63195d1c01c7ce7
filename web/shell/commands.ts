import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Something that the page at hand offers in the command palette. */
export type PageAction = {
  readonly id: string
  /** The same words as on the button or in the menu that does it. */
  readonly name: string
  /** Other words by which it is found. */
  readonly words?: string
  readonly icon?: LucideIcon
  /** Shown only; `usePageKeys` makes a key work. */
  readonly keys?: string
  /** Heading it stands under in place of "On this page". */
  readonly group?: string
  /** Asked first, because it cannot be taken back. */
  readonly asks?: { readonly title: string; readonly text: string; readonly action: string }
  readonly run: () => void
}

/** A key of the page, as `?` lists it. See `keys.ts` for how keys are written. */
export type PageKey = {
  readonly keys: string
  readonly name: string
  /** Heading in the list in place of "On this page". */
  readonly group?: string
  /** Without it the key is only listed: something else hears it. */
  readonly run?: (event: KeyboardEvent) => void
  /** Heard while something is being typed or a dialog is open, too; for keys that write nothing. */
  readonly isEverywhere?: boolean
}

/** What is there as long as the component that gave it is; the newest component last. */
class Given<T> {
  readonly #byOwner = new Map<symbol, readonly T[]>()
  readonly #listeners = new Set<() => void>()
  #all: readonly T[] = []

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly all = (): readonly T[] => this.#all

  give(owner: symbol, items: readonly T[]): void {
    this.#byOwner.set(owner, items)
    this.#changed()
  }

  take(owner: symbol): void {
    this.#byOwner.delete(owner)
    this.#changed()
  }

  #changed(): void {
    this.#all = [...this.#byOwner.values()].flat()
    for (const listener of this.#listeners) listener()
  }
}

const actions = new Given<PageAction>()
const keys = new Given<PageKey>()
/** Of the frame around the pages. Apart, because a page counts before it, whichever of them is drawn first. */
const frameKeys = new Given<PageKey>()

function useGiven<T>(given: Given<T>, items: readonly T[]): void {
  const owner = useRef(Symbol('page'))
  // After every drawing, so that what is done is what the page shows now.
  useEffect(() => given.give(owner.current, items))
  useEffect(() => {
    const { current } = owner
    return () => given.take(current)
  }, [given])
}

/** Offers these in the command palette as long as the component is shown. */
export const usePageActions = (items: readonly PageAction[]): void => useGiven(actions, items)

/** Makes these keys work, and lists them under `?`, as long as the component is shown. Of two the newer component's counts. */
export const usePageKeys = (items: readonly PageKey[]): void => useGiven(keys, items)

export const useFrameKeys = (items: readonly PageKey[]): void => useGiven(frameKeys, items)

export const useGivenActions = (): readonly PageAction[] => useSyncExternalStore(actions.subscribe, actions.all)

/** Those of the frame, and then those of the page, the newest last. */
export function useGivenKeys(): readonly PageKey[] {
  const ofFrame = useSyncExternalStore(frameKeys.subscribe, frameKeys.all)
  const ofPage = useSyncExternalStore(keys.subscribe, keys.all)
  return [...ofFrame, ...ofPage]
}

export const givenKeys = (): readonly PageKey[] => [...frameKeys.all(), ...keys.all()]
