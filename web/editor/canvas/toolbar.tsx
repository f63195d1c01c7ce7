import { ActionIcon, Tooltip } from '@mantine/core'
import { ListTree, type LucideIcon, Plus, Search, StickyNote, WandSparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { runAction } from './action/actions.ts'
import type { Desk } from './desk.ts'
import { KeyTip } from './key-tip.tsx'
import { type ActionName, keyOf } from './keys.ts'
import css from './stage.module.css'

const buttons: readonly (readonly [ActionName, LucideIcon])[] = [
  ['add', Plus],
  ['find', Search],
  ['addNote', StickyNote],
  ['tidy', WandSparkles],
  ['outline', ListTree],
]

/** What is done most, in reach of the pointer. */
export function Toolbar({ desk, hasOutline }: { readonly desk: Desk; readonly hasOutline: boolean }) {
  const { t } = useTranslation('canvas')
  return (
    <div className={css['tools']} role="toolbar" aria-label={t('tools')}>
      {buttons
        .filter(([name]) => desk.editor.mayWrite || keyOf(name).isForAll === true)
        .map(([name, Icon]) => (
          <Tooltip key={name} label={<KeyTip label={t(`action_${name}`)} name={name} />}>
            <ActionIcon
              size={32}
              variant="subtle"
              color="gray"
              aria-label={t(`action_${name}`)}
              aria-pressed={name === 'outline' ? hasOutline : undefined}
              onClick={() => runAction(desk, name)}
            >
              <Icon size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
    </div>
  )
}
