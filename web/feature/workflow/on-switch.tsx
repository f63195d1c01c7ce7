import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Switch, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../api/session.ts'
import { useActivate } from '../../api/workflows.ts'
import { notifyDone } from '../../ui/notify.tsx'

/** Never switched ahead of the server: it says on only when webhooks and schedules are live. */
export function OnSwitch({ workflow }: { readonly workflow: Pick<WorkflowSummary, 'id' | 'name' | 'status'> }) {
  const { t } = useTranslation('workflow')
  const activate = useActivate()
  const maySwitch = useCan()('workflow:activate')
  const active = workflow.status === 'active'
  const { name } = workflow
  const change = () =>
    activate.mutate(
      { id: workflow.id, active: !active },
      { onSuccess: () => notifyDone(active ? t('switchedOff', { name }) : t('switchedOn', { name })) },
    )
  return (
    <Tooltip label={t('mayNotSwitch')} disabled={maySwitch}>
      {/* A switch that is off limits shows no tooltip by itself. */}
      <span>
        <Switch
          checked={active}
          disabled={!maySwitch || workflow.status === 'archived' || activate.isPending}
          onChange={change}
          aria-label={active ? t('switchOff', { name }) : t('switchOn', { name })}
        />
      </span>
    </Tooltip>
  )
}
