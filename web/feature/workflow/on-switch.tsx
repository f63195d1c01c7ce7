import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useActivate } from '../../api/workflows.ts'
import { notifyDone } from '../../ui/notify.tsx'

/** Never switched ahead of the server: it says on only when webhooks and schedules are live. */
export function OnSwitch({ workflow }: { readonly workflow: Pick<WorkflowSummary, 'id' | 'name' | 'status'> }) {
  const { t } = useTranslation('workflow')
  const activate = useActivate()
  const active = workflow.status === 'active'
  const { name } = workflow
  const change = () =>
    activate.mutate(
      { id: workflow.id, active: !active },
      { onSuccess: () => notifyDone(active ? t('switchedOff', { name }) : t('switchedOn', { name })) },
    )
  return (
    <Switch
      checked={active}
      disabled={workflow.status === 'archived' || activate.isPending}
      onChange={change}
      aria-label={active ? t('switchOff', { name }) : t('switchOn', { name })}
    />
  )
}
