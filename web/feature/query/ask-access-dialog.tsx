import { Button, Modal, SegmentedControl, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRequestGrant } from '../../api/grants.ts'
import { instancesQuery } from '../../api/instances.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './query.module.css'

const spans = ['1', '4', '8', '24', '72'] as const
const hourMs = 3_600_000

/** Asks for standing access to a database, for a reason and a time. */
export function AskAccessDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('access')
  const instances = useQuery(instancesQuery)
  const request = useRequestGrant()
  const [instanceId, setInstanceId] = useState<string | null>(null)
  const [database, setDatabase] = useState('')
  const [grantClass, setClass] = useState<'read' | 'write'>('read')
  const [hours, setHours] = useState<(typeof spans)[number]>('4')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const items = (instances.data?.items ?? []).filter(({ maySubmit }) => maySubmit)
  const instance = items.find(({ id }) => id === instanceId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (instance === undefined || reason.trim() === '') return
    const until = new Date(Date.now() + Number(hours) * hourMs).toISOString()
    request.mutate(
      { instanceId: instance.id, database: database === '' ? null : database, class: grantClass, reason: reason.trim(), until },
      {
        onSuccess: () => {
          notifyDone(t('accessAsked'))
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('askAccessTitle')}
      size={480}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['dialog']} noValidate>
        <Select
          label={t('instance')}
          placeholder={t('chooseInstance')}
          searchable
          data-autofocus
          nothingFoundMessage={t('noInstanceFound')}
          error={tried && instance === undefined ? t('fault_instance') : null}
          data={items.map(({ id, name, environment }) => ({ value: id, label: `${name} · ${t(`environment_${environment}`)}` }))}
          value={instanceId}
          onChange={(id) => {
            setInstanceId(id)
            setDatabase('')
            setClass('read')
          }}
        />
        <Select
          label={t('database')}
          disabled={instance === undefined}
          data={[
            { value: '', label: t('allDatabases') },
            ...(instance?.databases ?? []).map((name) => ({ value: name, label: name })),
          ]}
          value={database}
          onChange={(value) => setDatabase(value ?? '')}
        />
        <SegmentedControl
          aria-label={t('what')}
          value={grantClass}
          onChange={(value) => setClass(value === 'write' ? 'write' : 'read')}
          data={[
            { value: 'read', label: t('grantClass_read') },
            { value: 'write', label: t('grantClass_write'), disabled: instance?.mayWrite === false },
          ]}
        />
        <Select
          label={t('duration')}
          data={spans.map((value) => ({ value, label: t(`hours_${value}`) }))}
          value={hours}
          onChange={(value) => setHours(spans.find((one) => one === value) ?? '4')}
        />
        <Textarea
          label={t('askAccessWhy')}
          rows={3}
          maxLength={2000}
          value={reason}
          error={tried && reason.trim() === '' ? t('reasonMissing') : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {request.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(request.error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" loading={request.isPending}>
            {t('askAccessDo')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
