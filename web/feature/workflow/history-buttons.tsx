import { ActionIcon, Tooltip } from '@mantine/core'
import { Redo2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Editor } from '../../editor/session/editor.ts'
import { KeyTip } from '../../editor/canvas/key-tip.tsx'
import { stepWords } from '../../editor/canvas/action/history-actions.ts'
import { useEditorState } from '../../editor/session/use-editor.ts'

/** Undo and redo, which say what they would take back and do again. */
export function HistoryButtons({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('workflow')
  const done = useEditorState(editor, (state) => state.done)
  const undone = useEditorState(editor, (state) => state.undone)
  const undo = done === undefined ? t('undo') : t('undoWhat', { what: stepWords(done) })
  const redo = undone === undefined ? t('redo') : t('redoWhat', { what: stepWords(undone) })
  return (
    <>
      <Tooltip label={<KeyTip label={undo} name="undo" />}>
        <ActionIcon className="hide-s" aria-label={undo} disabled={done === undefined} onClick={() => editor.undo()}>
          <Undo2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={<KeyTip label={redo} name="redo" />}>
        <ActionIcon className="hide-s" aria-label={redo} disabled={undone === undefined} onClick={() => editor.redo()}>
          <Redo2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
