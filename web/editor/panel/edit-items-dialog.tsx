import { Button, Modal } from '@mantine/core'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../lib/format.ts'
import CodeEditor from '../expression/code-editor.tsx'
import { itemsAsText, readItems } from '../model/pinned-items.ts'
import css from './panel.module.css'

type Props = {
  readonly node: WorkflowNode
  readonly document: WorkflowDocument
  readonly items: readonly unknown[]
  readonly onSave: (items: unknown[]) => void
  readonly onClose: () => void
}

/** What a node shall give, written by hand as JSON. */
export default function EditItemsDialog({ node, document, items, onSave, onClose }: Props) {
  const { t } = useTranslation(['values', 'common'])
  const [text, setText] = useState(() => itemsAsText(items))
  const [fault, setFault] = useState<string>()
  const save = () => {
    const read = readItems(text, { before: items, others: { ...document.pins, [node.name]: [] } })
    if ('items' in read) return onSave(read.items)
    const { fault: key, reason = '', number = 0, bytes } = read
    return setFault(t(key, { reason, number, size: formatBytes(bytes) }))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="min(860px, 94vw)"
      title={t('editTitle', { node: node.name })}
    >
      <p className={css['about']}>{t('editHelp')}</p>
      <div className={css['itemsEditor']}>
        <CodeEditor
          value={text}
          onChange={(next) => {
            setText(next)
            setFault(undefined)
          }}
          label={t('editTitle', { node: node.name })}
          language="json"
          context={{ workflowId: undefined, nodeId: node.id, executionId: undefined }}
          autoFocus
        />
      </div>
      {fault === undefined ? null : (
        <p className={css['itemsFault']} role="alert">
          {fault}
        </p>
      )}
      <div className="row" style={{ marginTop: 12, justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="filled" onClick={save}>
          {t('savePins')}
        </Button>
      </div>
    </Modal>
  )
}
