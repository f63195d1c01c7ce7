import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { comparisonQuery } from '../../../api/publications.ts'
import { Loading } from '../../../lib/loading.tsx'
import { VersionChanges } from '../../../lib/comparison/version-changes.tsx'

type Props = { readonly workflowId: string; readonly from: number; readonly to: number; readonly onClose: () => void }

/** One version of the history against the one that is live. */
export function ComparisonDialog({ workflowId, from, to, onClose }: Props) {
  const { t } = useTranslation('publication')
  const compared = useQuery(comparisonQuery(workflowId, { from, to }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('compareTitle', { from, to })}
      size={720}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Loading query={compared} rows={4} />
      {compared.data === undefined ? null : <VersionChanges comparison={compared.data.comparison} />}
    </Modal>
  )
}
