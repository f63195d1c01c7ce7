import { useTranslation } from 'react-i18next'
import { usePageKeys } from '../../../shell/commands.ts'
import type { Selection } from './selection.ts'

/** Walks the rows and chooses among them without a mouse. The row at hand is the one that has the focus. */
export function useListKeys(selection: Selection): void {
  const { t } = useTranslation('workflow')
  const at = () => document.activeElement?.closest<HTMLElement>('[data-row]') ?? null
  const go = (by: 1 | -1) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
    const present = at()
    const index = present === null ? (by === 1 ? -1 : rows.length) : rows.indexOf(present)
    rows[Math.max(0, Math.min(rows.length - 1, index + by))]?.querySelector('a')?.focus()
  }
  const choose = (through: boolean) => {
    const id = at()?.dataset['row']
    if (id !== undefined) selection.toggle(id, through)
  }
  usePageKeys([
    { keys: 'j', name: t('nextRow'), run: () => go(1) },
    { keys: 'k', name: t('previousRow'), run: () => go(-1) },
    { keys: 'x', name: t('chooseRow'), run: () => choose(false) },
    { keys: 'shift+x', name: t('chooseThrough'), run: () => choose(true) },
    { keys: 'mod+a', name: t('chooseAll'), run: selection.takeAll },
  ])
}
