import type { Recording } from '@steward/contract/api/publication'
import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Button, Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordingsQuery, rehearsalQuery, useRemoveRecording } from '../../../api/publications.ts'
import { Allowed } from '../../../lib/allowed.tsx'
import { formatFullTime, formatTime } from '../../../lib/format.ts'
import { Loading } from '../../../lib/loading.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { RehearsalReport } from './rehearsal.tsx'
import css from './publication.module.css'

type Workflow = Pick<WorkflowSummary, 'id' | 'version'>
type Props = { readonly opened: boolean; readonly onClose: () => void; readonly workflow: Workflow }

/** The executions against which every new version is rehearsed. */
export function RecordingsDrawer({ opened, onClose, workflow }: Props) {
  const { t } = useTranslation('publication')
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('recordings')}
      size={520}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Recordings workflow={workflow} />
    </Drawer>
  )
}

function Recordings({ workflow }: { readonly workflow: Workflow }) {
  const { t } = useTranslation('publication')
  const recordings = useQuery(recordingsQuery(workflow.id))
  const items = recordings.data?.items ?? []
  return (
    <div className={css['drawer']}>
      <p className="ink2">{t('recordingsText')}</p>
      <Loading query={recordings} rows={3} />
      {recordings.isSuccess && items.length === 0 ? <p className="dim">{t('recordingsNone')}</p> : null}
      <ul className={css['recordings']}>
        {items.map((recording) => (
          <li key={recording.executionId}>
            <Entry workflowId={workflow.id} recording={recording} />
          </li>
        ))}
      </ul>
      {items.length === 0 ? null : (
        <Allowed permission="execution:start">
          <RehearseNow workflow={workflow} />
        </Allowed>
      )}
    </div>
  )
}

function Entry({ workflowId, recording }: { readonly workflowId: string; readonly recording: Recording }) {
  const { t } = useTranslation('publication')
  const remove = useRemoveRecording(workflowId)
  const { executionId, name, addedBy, addedAt } = recording
  const at = formatTime(addedAt, new Date(), t('today', { ns: 'common' }))
  return (
    <>
      <div className="sp">
        <Link className="b link" to="/executions/$executionId" params={{ executionId }}>
          {name}
        </Link>
        <div className="xs dim" title={formatFullTime(addedAt)}>
          {t('recordedBy', { name: addedBy?.name ?? t('somebody'), at })}
        </div>
      </div>
      <Allowed permission="workflow:write">
        <Button
          loading={remove.isPending}
          onClick={() => remove.mutate(executionId, { onSuccess: () => notifyDone(t('takenOut', { name })) })}
        >
          {t('takeOut')}
          <span className="sr">{t('takeOutRest', { name })}</span>
        </Button>
      </Allowed>
    </>
  )
}

/** The newest version against all of them, at the wish of somebody. */
function RehearseNow({ workflow: { id, version } }: { readonly workflow: Workflow }) {
  const { t } = useTranslation('publication')
  const [wanted, setWanted] = useState(false)
  const rehearsal = useQuery({ ...rehearsalQuery(id, version), enabled: wanted })
  return (
    <>
      <Button
        style={{ justifySelf: 'start' }}
        loading={rehearsal.isFetching}
        onClick={() => (wanted ? void rehearsal.refetch() : setWanted(true))}
      >
        {t('rehearse')}
      </Button>
      <div aria-live="polite">
        {wanted ? <Loading query={rehearsal} /> : null}
        {rehearsal.data === undefined || !wanted ? null : (
          <section>
            <h3 style={{ marginBottom: 8 }}>{t('rehearsalOf', { version })}</h3>
            <RehearsalReport workflowId={id} rehearsal={rehearsal.data} />
          </section>
        )}
      </div>
    </>
  )
}
