import { useCallback, useEffect, useRef } from 'react'

/** Acts at once and then at most once per `everyMs`; calls in between are made good by one at the end. */
export function useThrottled(act: () => void, everyMs: number): () => void {
  const latest = useRef(act)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const missed = useRef(false)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(() => {
    if (timer.current !== undefined) {
      missed.current = true
      return
    }
    const run = () => {
      missed.current = false
      latest.current()
      timer.current = setTimeout(() => {
        timer.current = undefined
        if (missed.current) run()
      }, everyMs)
    }
    run()
  }, [everyMs])
}
