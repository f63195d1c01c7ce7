import { ActionIcon, Tooltip } from '@mantine/core'
import { Redo2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Editor } from '../../editor/session/editor.ts'
import type { Step } from '../../editor/session/history.ts'
import { useEditorState } from '../../editor/session/use-editor.ts'

/** Undo and redo, which say what they would take back and do again. */
export function HistoryButtons({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('workflow')
  const done = useEditorState(editor, (state) => state.done)
  const undone = useEditorState(editor, (state) => state.undone)
  const nameOf = useStepName()
  const undo = done === undefined ? t('undo') : t('undoWhat', { what: nameOf(done) })
  const redo = undone === undefined ? t('redo') : t('redoWhat', { what: nameOf(undone) })
  return (
    <>
      <Tooltip label={undo}>
        <ActionIcon className="hide-s" aria-label={undo} disabled={done === undefined} onClick={() => editor.undo()}>
          <Undo2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redo}>
        <ActionIcon className="hide-s" aria-label={redo} disabled={undone === undefined} onClick={() => editor.redo()}>
          <Redo2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  )
}

/** What a step did, in words. */
export function useStepName(): (step: Step) => string {
  const { t } = useTranslation('edit')
  return ({ name, values }) => t(name, { count: 1, node: '', from: '', to: '', name: '', ...values })
}
