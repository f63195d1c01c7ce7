import { useCallback, useEffect, useRef, useState } from 'react'

export const holdMs = 1_000

/** Something that takes a second of holding. Whoever lets go earlier has not done it. */
export function useHold(onHeld: () => void) {
  const [isHolding, setHolding] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(onHeld)
  useEffect(() => {
    latest.current = onHeld
  })
  /** Whether there was something to let go of. */
  const letGo = useCallback((): boolean => {
    const wasHolding = timer.current !== undefined
    clearTimeout(timer.current)
    timer.current = undefined
    setHolding(false)
    return wasHolding
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  const hold = useCallback(() => {
    clearTimeout(timer.current)
    setHolding(true)
    timer.current = setTimeout(() => {
      timer.current = undefined
      setHolding(false)
      latest.current()
    }, holdMs)
  }, [])
  return { isHolding, hold, letGo } as const
}
