import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { isState } from '../../ui/state.ts'
import { StateLabel } from '../../ui/state-circle.tsx'

type Props = {
  readonly workflow: WorkflowSummary
  readonly stats: Answer<'GET /executions/stats'>['workflows'][number] | undefined
}

/** What matters most about a workflow right now: doubt before waiting before running before how it went last. */
export function NowState({ workflow, stats }: Props) {
  const { t } = useTranslation('workflow')
  if (stats !== undefined && stats.inDoubt > 0)
    return <StateLabel state="in_doubt" pill text={t('doubt', { count: stats.inDoubt })} />
  if (stats !== undefined && stats.waiting > 0)
    return <StateLabel state="waiting" pill text={t('waiting', { count: stats.waiting })} />
  if (stats !== undefined && stats.running > 0)
    return <StateLabel state="running" text={t('running', { count: stats.running })} />
  if (workflow.status === 'archived') return <StateLabel state="archived" />
  const last = stats?.last.at(-1)?.status
  if (last !== undefined && isState(last)) return <StateLabel state={last} />
  if (workflow.status === 'draft') return <StateLabel state="draft" />
  return <StateLabel state="inactive" text={t('noRunYet')} />
}
