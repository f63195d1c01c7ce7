import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { executionQuery } from '../../api/executions.ts'
import { sentenceOf } from '../../api/problem.ts'
import { notifyFailure } from '../../ui/notify.tsx'
import { RetryDialog } from './retry-dialog.tsx'

type Props = { readonly executionId: string; readonly onClose: () => void }

/** The dialog of a retry for an execution of which only the row of the list is known. */
export function RetryFromList({ executionId, onClose }: Props) {
  const { t } = useTranslation('common')
  const { data: execution, error } = useQuery(executionQuery(executionId))
  useEffect(() => {
    if (error === null) return
    notifyFailure(t('loadFailed'), sentenceOf(error))
    onClose()
  }, [error, onClose, t])
  if (execution === undefined) return null
  const failed = execution.nodes.findLast((node) => node.status === 'failed')
  return <RetryDialog execution={execution} failed={failed} onClose={onClose} />
}
