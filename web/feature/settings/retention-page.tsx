import type { Retention } from '@steward/contract/api/retention'
import { Button, NumberInput, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { retentionQuery, useChangeRetention } from '../../api/retention.ts'
import { useCan } from '../../api/session.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import css from './settings.module.css'

export default function RetentionPage() {
  const { t } = useTranslation('settings')
  const retention = useQuery(retentionQuery)
  return (
    <Page title={t('retention', { ns: 'common' })}>
      <p className="ink2">{t('retentionLead')}</p>
      {retention.isPending ? <SkeletonRows rows={2} /> : null}
      {retention.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(retention.error)}
          onRetry={() => void retention.refetch()}
        />
      ) : null}
      {retention.data === undefined ? null : <RetentionForm key={JSON.stringify(retention.data)} kept={retention.data} />}
    </Page>
  )
}

const fields = ['completedDays', 'failedDays'] as const
/** What a switch from "for ever" begins with. */
const firstDays = 90

function RetentionForm({ kept }: { readonly kept: Retention }) {
  const { t } = useTranslation('settings')
  const [wanted, setWanted] = useState<Retention>(kept)
  const [asking, setAsking] = useState(false)
  const change = useChangeRetention()
  const mayChange = useCan()('workspace:manage')
  const isSame = fields.every((field) => wanted[field] === kept[field])
  const isFaulty = fields.some((field) => wanted[field] !== null && !isDays(wanted[field]))
  const isShorter = fields.some((field) => (wanted[field] ?? Infinity) < (kept[field] ?? Infinity))
  const save = () => change.mutate(wanted, { onSuccess: () => notifyDone(t('saved')) })
  return (
    <form
      className={`card ${css['form']}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (isShorter) setAsking(true)
        else save()
      }}
    >
      {fields.map((field) => (
        <DaysField
          key={field}
          label={t(field === 'completedDays' ? 'completed' : 'failed')}
          days={wanted[field]}
          readOnly={!mayChange}
          onChange={(days) => setWanted({ ...wanted, [field]: days })}
        />
      ))}
      {mayChange ? (
        <Button type="submit" variant="filled" disabled={isSame || isFaulty} loading={change.isPending}>
          {t('save', { ns: 'common' })}
        </Button>
      ) : (
        <p className="dim">{t('readOnly')}</p>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('shorter')}
        text={t('shorterText')}
        action={t('shorten')}
        onConfirm={save}
      />
    </form>
  )
}

type FieldProps = {
  readonly label: string
  readonly days: number | null
  readonly readOnly: boolean
  readonly onChange: (days: number | null) => void
}

function DaysField({ label, days, readOnly, onChange }: FieldProps) {
  const { t } = useTranslation('settings')
  const isForEver = days === null
  return (
    <div className={css['days']}>
      <NumberInput
        label={label}
        suffix={` ${t('days')}`}
        min={1}
        max={36_500}
        allowDecimal={false}
        disabled={isForEver || readOnly}
        value={days ?? ''}
        placeholder={isForEver ? t('forEver') : ''}
        error={isForEver || isDays(days) ? null : t('needDays')}
        onChange={(value) => onChange(typeof value === 'number' ? value : Number.NaN)}
      />
      <Switch
        label={t('forEver')}
        aria-label={`${label}: ${t('forEver')}`}
        checked={isForEver}
        disabled={readOnly}
        onChange={(event) => onChange(event.currentTarget.checked ? null : firstDays)}
      />
    </div>
  )
}

const isDays = (value: number | null) => value !== null && Number.isInteger(value) && value >= 1 && value <= 36_500
