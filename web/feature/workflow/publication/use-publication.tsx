import type { Workflow, WorkflowSummary } from '@steward/contract/api/workflow'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../../api/problem.ts'
import { comparisonQuery, recordingsQuery } from '../../../api/publications.ts'
import { usePublish } from '../../../api/workflows.ts'
import { notifyDone, notifyFailure } from '../../../ui/notify.tsx'
import { touchesOutside } from '../../../lib/comparison/effects-outside.ts'
import { PublishDialog } from './publish-dialog.tsx'

export type Publication = { readonly begin: () => void; readonly isBusy: boolean; readonly dialog: ReactNode }

type Published = Pick<WorkflowSummary, 'id' | 'name' | 'version'>

/**
 * Publishes the newest version. Somebody looks at it first, unless there is nothing to look at: it touches nothing outside
 * and nothing was recorded. `before` makes a version of what is drawn, where something is.
 */
export function usePublication(workflow: Published, before?: () => Promise<unknown>): Publication {
  const { t } = useTranslation('publication')
  const client = useQueryClient()
  const publish = usePublish()
  const [step, setStep] = useState<'looking' | 'asking'>()
  const { id, name } = workflow

  const done = ({ summary, review }: Workflow) =>
    notifyDone(
      review === null
        ? t('published', { name, version: summary.publishedVersion ?? summary.version })
        : t('waits', { version: review.version }),
    )
  const failed = (error: unknown) => notifyFailure(t('refused'), sentenceOf(error))
  const begin = async () => {
    setStep('looking')
    try {
      await before?.()
      const [{ from, to, comparison }, { items: recordings }] = await Promise.all([
        client.fetchQuery(comparisonQuery(id)),
        client.fetchQuery({ ...recordingsQuery(id), staleTime: 0 }),
      ])
      // What was live already goes live again as it was.
      if (from !== to && (recordings.length > 0 || touchesOutside(comparison.effects))) {
        setStep('asking')
        return
      }
      done(await publish.mutateAsync(id))
    } catch (error) {
      failed(error)
    }
    setStep(undefined)
  }
  return {
    begin: () => void begin(),
    isBusy: step !== undefined,
    dialog: step === 'asking' ? <PublishDialog workflow={workflow} onClose={() => setStep(undefined)} /> : null,
  }
}
