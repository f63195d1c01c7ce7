import { useEffect, useRef } from 'react'

const typing =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], :is([role="dialog"], [role="menu"], [role="listbox"]) *'

/** Acts on a key of the page while nothing is being typed and neither a dialog nor a menu is open. */
export function useKey(key: string, act: (event: KeyboardEvent) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(typing) !== null) return
      latest.current(event)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [key])
}
