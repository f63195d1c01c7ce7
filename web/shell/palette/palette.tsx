import { lazy, Suspense, useEffect } from 'react'
import { closePalette, openPalette, usePaletteOpen } from './open-palette.ts'
import { useRememberVisits } from './use-visits.ts'

const load = () => import('./palette-dialog.tsx')
const PaletteDialog = lazy(load)

/** Ctrl+K: pages, everything that has a name, and whatever can be done. */
export function Palette() {
  const isOpen = usePaletteOpen()
  useRememberVisits()
  useEffect(() => {
    // So that it is there when it is first wanted.
    const timer = setTimeout(() => void load(), 2000)
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      openPalette()
    }
    window.addEventListener('keydown', hear)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', hear)
    }
  }, [])
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <PaletteDialog onClose={closePalette} />
    </Suspense>
  )
}
