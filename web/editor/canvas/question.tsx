import { Modal } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ConnectList } from './connect-list.tsx'
import type { Desk, Question } from './desk.ts'
import { RenameForm } from './rename-form.tsx'

const SubWorkflowForm = lazy(() => import('./sub-workflow-form.tsx'))

type Props = { readonly desk: Desk; readonly question: Question | undefined; readonly onClose: () => void }

/** What is asked in a dialog of its own; the focus goes back to where it was. */
export function QuestionAsked({ desk, question, onClose }: Props) {
  const { t } = useTranslation(['canvas', 'common'])
  const kind = question?.kind
  const isAsked = kind === 'connect' || kind === 'rename' || kind === 'subWorkflow'
  return (
    <Modal
      opened={isAsked}
      onClose={onClose}
      title={isAsked ? t(`ask_${kind}`) : ''}
      size={kind === 'connect' ? 420 : 460}
      padding={kind === 'connect' ? 0 : 'md'}
      styles={kind === 'connect' ? { header: { padding: '12px 16px 0' } } : {}}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {question?.kind === 'connect' ? <ConnectList desk={desk} node={question.node} onClose={onClose} /> : null}
      {question?.kind === 'rename' ? <RenameForm desk={desk} id={question.node} onClose={onClose} /> : null}
      {question?.kind === 'subWorkflow' ? (
        <Suspense fallback={null}>
          <SubWorkflowForm desk={desk} onClose={onClose} />
        </Suspense>
      ) : null}
    </Modal>
  )
}
