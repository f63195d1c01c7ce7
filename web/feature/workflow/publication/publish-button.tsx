import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isBehind } from './is-behind.ts'
import { usePublication } from './use-publication.tsx'

type Props = {
  readonly workflow: WorkflowSummary
  /** Whether there is a draft above the newest version. */
  readonly isChanged: boolean
  readonly before: () => Promise<unknown>
}

/** Where something newer than the live version is drawn. What is off is published by switching it on. */
export function PublishButton({ workflow, isChanged, before }: Props) {
  const { t } = useTranslation('publication')
  const { begin, isBusy, dialog } = usePublication(workflow, before)
  return (
    <>
      {isBehind(workflow) || (isChanged && workflow.status === 'active') ? (
        <Button className="hide-s" disabled={isBusy} onClick={begin}>
          {t('publish')}
        </Button>
      ) : null}
      {dialog}
    </>
  )
}
