import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type PageKey, usePageKeys } from '../../shell/commands.ts'
import { isPossible, runAction } from './action/actions.ts'
import type { Desk } from './desk.ts'
import { type ActionName, actionNames, actionOf, keyOf } from './keys.ts'

/** Pressed on a button these are for the button. */
const ofButtons: ReadonlySet<ActionName> = new Set(['open'])
/** Their events carry the clipboard; see `use-clipboard.ts`. */
const ofClipboard: ReadonlySet<ActionName> = new Set(['copy', 'cut', 'paste'])
/** The browser takes back what is typed into a field by itself. */
const typing = 'input, textarea, select, [contenteditable="true"]'
const elsewhere = `${typing}, :is([role="dialog"], [role="menu"], [role="listbox"], [role="tree"]) *`

/** Makes the keys of `keys.ts` do what they say, and lists them under `?`. */
export function useCanvasKeys(desk: Desk): void {
  const { t } = useTranslation('canvas')
  const heard = actionNames.filter((name) => keyOf(name).isForAll === true || desk.editor.mayWrite)
  usePageKeys(
    heard.map((name): PageKey => ({
      keys: keyOf(name).keys[0] ?? '',
      name: t(`action_${name}`),
      group: t(`keys_${keyOf(name).group}`),
    })),
  )
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !(event.target instanceof Element)) return
      const name = actionOf(event)
      if (name === undefined || ofClipboard.has(name) || !isMeant(name, event.target)) return
      const focused = event.target.closest<HTMLElement>('.react-flow__node, .react-flow__edge')?.dataset['id']
      // What has the focus is what is meant, though it was reached by Tab and is not selected.
      if (focused !== undefined && !desk.editor.state().selection.has(focused)) desk.editor.select([focused])
      if (!isPossible(desk, name)) return
      event.preventDefault()
      runAction(desk, name)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [desk])
}

function isMeant(name: ActionName, target: Element): boolean {
  if (name === 'undo' || name === 'redo') return target.closest(`${typing}, [role="dialog"]`) === null
  if (target.closest(elsewhere) !== null) return false
  if (keyOf(name).scope === 'page') return true
  if (ofButtons.has(name) && target.closest('button, a') !== null) return false
  return target === document.body || target.closest('[data-canvas]') !== null
}
