import { useEffect, useState } from 'react'

/** For what takes the focus as soon as it is drawn: when it is gone, the focus is again where it was before. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    },
    [before],
  )
}
