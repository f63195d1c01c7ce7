import { useEffect } from 'react'
import { givenKeys, type PageKey } from './commands.ts'
import { isStep, type KeyPress, stepsOf } from './keys.ts'

/** After so long a key is no longer the first of two. */
const pauseMs = 1200
const typing =
  'input:not([type="radio"], [type="checkbox"], [type="button"]), textarea, select, [contenteditable="true"], :is([role="dialog"], [role="menu"], [role="listbox"], [role="grid"][data-keys]) *'

const isTyping = (target: EventTarget | null) => target instanceof Element && target.closest(typing) !== null

/** Hears the keys of the pages. To be used once, by the frame around them. */
export function useKeyPress(): void {
  useEffect(() => {
    let before: KeyPress[] = []
    let since = 0
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isModifier(event)) return
      if (event.timeStamp - since > pauseMs) before = []
      const heard = isTyping(event.target) ? givenKeys().filter((key) => key.isEverywhere) : givenKeys()
      const found = find(heard, [...before, event]) ?? find(heard, [event])
      const isFirst = heard.some(({ keys }) => startsWith(keys, [...before, event]))
      before = found === undefined && isFirst ? [...before, event] : []
      since = event.timeStamp
      if (found?.run === undefined) return
      event.preventDefault()
      found.run(event)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

const isModifier = ({ key }: KeyboardEvent) => ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(key)

/** Of two the newer one. */
const find = (keys: readonly PageKey[], presses: readonly KeyPress[]) =>
  keys.findLast((key) => key.run !== undefined && stepsOf(key.keys).length === presses.length && startsWith(key.keys, presses))

const startsWith = (keys: string, presses: readonly KeyPress[]): boolean => {
  const steps = stepsOf(keys)
  return presses.length <= steps.length && presses.every((press, index) => isStep(steps[index] ?? '', press))
}
