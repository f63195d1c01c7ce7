import { Tooltip } from '@mantine/core'
import { Check, CloudOff, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Editor } from '../../editor/session/editor.ts'
import { useEditorState } from '../../editor/session/use-editor.ts'
import css from './workflow-page.module.css'

/** How much of what was done is stored. Always there, so that its absence is never taken for an answer. */
export function SaveState({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('workflow')
  const saving = useEditorState(editor, (state) => state.saving)
  const isSaved = saving.kind === 'saved'
  const Icon = saving.kind === 'offline' ? CloudOff : isSaved ? Check : LoaderCircle
  const text = saving.kind === 'offline' ? t('keptHere') : isSaved ? t('allSaved') : t('savingNow')
  return (
    <Tooltip label={saving.kind === 'offline' ? `${t('keptHereText')} ${saving.reason}` : t('autosaveText')}>
      <span className={`${css['saving']} nw`} role="status" data-state={saving.kind}>
        <Icon size={13} aria-hidden />
        <span className="hide-s">{text}</span>
        <span className="sr show-s">{text}</span>
      </span>
    </Tooltip>
  )
}
