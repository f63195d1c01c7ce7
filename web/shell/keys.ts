/** What is read of a keyboard event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

export const isApple = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)

/** `g w` is one key after the other; `mod+k` is one together with Ctrl, or Command on an Apple. */
export const stepsOf = (keys: string): readonly string[] => keys.split(' ')

/**
 * Whether a press is this step. A letter is told by what it writes, and where the keyboard writes no Latin letters by
 * where it lies. Of a sign such as `?` it does not matter how it is typed.
 */
export function isStep(step: string, press: KeyPress, apple = isApple): boolean {
  const parts = step.toLowerCase().split('+')
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '')
  const wants = (name: string) => parts.slice(0, -1).includes(name)
  const mod = apple ? press.metaKey : press.ctrlKey
  const other = apple ? press.ctrlKey : press.metaKey
  if (mod !== wants('mod') || other || press.altKey !== wants('alt')) return false
  const isSign = key.length === 1 && !/[a-z0-9 ]/.test(key)
  if (!isSign && press.shiftKey !== wants('shift')) return false
  return isKey(key === 'space' ? ' ' : key, press)
}

function isKey(key: string, { key: written, code }: KeyPress): boolean {
  if (written.toLowerCase() === key) return true
  const writesLatin = /^[\u0020-\u007E]$/.test(written)
  return !writesLatin && /^[a-z]$/.test(key) && code === `Key${key.toUpperCase()}`
}

const signs: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: '↵',
  escape: 'Esc',
  delete: 'Del',
  backspace: '⌫',
  space: 'Space',
  shift: '⇧',
  tab: 'Tab',
}

/** The words on the keys, one list per step. */
export function keyNames(keys: string, apple = isApple): readonly (readonly string[])[] {
  const name = (part: string) => {
    if (part === 'mod') return apple ? '⌘' : 'Ctrl'
    if (part === 'alt') return apple ? '⌥' : 'Alt'
    return signs[part] ?? (part.length === 1 ? part.toUpperCase() : `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
  }
  return stepsOf(keys.toLowerCase()).map((step) =>
    step
      .replace(/\+\+$/, '+plus')
      .split('+')
      .map((part) => (part === 'plus' ? '+' : name(part))),
  )
}

/** As `aria-keyshortcuts` wants it; a key after a key cannot be said there. */
export function ariaKeys(keys: string, apple = isApple): string | undefined {
  if (stepsOf(keys).length > 1) return undefined
  const names: Readonly<Record<string, string>> = { mod: apple ? 'Meta' : 'Control', alt: 'Alt', shift: 'Shift' }
  return keys
    .split('+')
    .map((part) => names[part] ?? part)
    .join('+')
}
