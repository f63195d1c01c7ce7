import type { Workflow } from '@steward/contract/api/workflow'
import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { workflowQuery } from '../../api/workflows.ts'
import type { Draft } from './use-draft.ts'

type Props = { readonly draft: Draft; readonly workflowId: string; readonly onSaved: (workflow: Workflow) => void }

/** Two people saved: the one who came second chooses, and neither version is lost. */
export function ConflictDialog({ draft, workflowId, onSaved }: Props) {
  const { t } = useTranslation('workflow')
  const client = useQueryClient()
  const newest = () => client.fetchQuery({ ...workflowQuery(workflowId), staleTime: 0 })
  return (
    <Modal
      opened={draft.conflict}
      onClose={draft.discard}
      title={t('conflictTitle')}
      size={460}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <p className="ink2" style={{ marginBottom: 16 }}>
        {t('conflictText')}
      </p>
      <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        <Button onClick={() => void newest().then(draft.discard)}>{t('conflictTheirs')}</Button>
        <Button
          variant="filled"
          loading={draft.isSaving}
          onClick={() => void newest().then((workflow) => draft.saveOver(workflow.summary.version, onSaved))}
        >
          {t('conflictMine')}
        </Button>
      </div>
    </Modal>
  )
}
