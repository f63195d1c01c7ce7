import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isBehind } from './is-behind.ts'
import { usePublication } from './use-publication.tsx'

/** Where a newer version than the live one is saved. What is off is published by switching it on. */
export function PublishButton({ workflow }: { readonly workflow: WorkflowSummary }) {
  const { t } = useTranslation('publication')
  const { begin, isBusy, dialog } = usePublication(workflow)
  return (
    <>
      {isBehind(workflow) ? (
        <Button className="hide-s" disabled={isBusy} onClick={begin}>
          {t('publish')}
        </Button>
      ) : null}
      {dialog}
    </>
  )
}
