import { useEffect, useState } from 'react'

/** Gives the focus back to what had it before the dialog was drawn, when the dialog is gone and has left it nowhere. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // After the dialog has gone, and not where something else has taken the focus meanwhile.
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected) before.focus()
      })
    },
    [before],
  )
}
