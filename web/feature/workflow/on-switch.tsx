import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Switch, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../api/session.ts'
import { useDeactivate } from '../../api/workflows.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { usePublication } from './publication/use-publication.tsx'

type Props = { readonly workflow: WorkflowSummary; readonly before?: () => Promise<unknown> }

/** Never switched ahead of the server: it says on only when webhooks and schedules are live. */
export function OnSwitch({ workflow, before }: Props) {
  const { t } = useTranslation('workflow')
  const deactivate = useDeactivate()
  const publication = usePublication(workflow, before)
  const maySwitch = useCan()('workflow:activate')
  const active = workflow.status === 'active'
  const { id, name } = workflow
  const change = () =>
    active ? deactivate.mutate(id, { onSuccess: () => notifyDone(t('switchedOff', { name })) }) : publication.begin()
  return (
    <>
      <Tooltip label={t('mayNotSwitch')} disabled={maySwitch}>
        {/* A switch that is off limits shows no tooltip by itself. */}
        <span>
          <Switch
            checked={active}
            disabled={!maySwitch || workflow.status === 'archived' || deactivate.isPending || publication.isBusy}
            onChange={change}
            aria-label={active ? t('switchOff', { name }) : t('switchOn', { name })}
          />
        </span>
      </Tooltip>
      {publication.dialog}
    </>
  )
}
