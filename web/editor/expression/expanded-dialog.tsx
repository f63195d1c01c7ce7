import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { InputPane } from '../panel/input-pane.tsx'
import ExpressionEditor, { type ExpressionEditorProps } from './expression-editor.tsx'
import { PreviewLine } from './preview-line.tsx'
import type { Previewed } from './use-preview.ts'
import { useValues } from './values-context.tsx'
import css from './expression.module.css'

type Props = Omit<ExpressionEditorProps, 'autoFocus'> & { readonly preview: Previewed; readonly onClose: () => void }

/** The same expression with room: the items beside it, the whole result below it. */
export default function ExpandedDialog({ preview, onClose, ...editor }: Props) {
  const { t } = useTranslation(['values', 'common'])
  const values = useValues()
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="min(1180px, 94vw)"
      title={editor.label}
      classNames={{ body: css['expanded'] ?? '' }}
    >
      {values === undefined ? null : (
        <div className={css['expandedInput']}>
          <InputPane
            document={values.document}
            node={values.node}
            executions={values.execution?.nodes.filter((one) => one.nodeId === values.node.id) ?? []}
            executionId={values.execution?.summary.id}
          />
        </div>
      )}
      <div className={css['expandedSide']}>
        <div className={css['expandedBox']}>
          <ExpressionEditor {...editor} autoFocus />
        </div>
        <h3>{t('result')}</h3>
        <PreviewLine preview={preview} isLarge />
      </div>
    </Modal>
  )
}
