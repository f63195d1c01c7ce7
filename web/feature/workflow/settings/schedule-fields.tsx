import type { ScheduleSettings } from '@steward/contract/workflow'
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withoutUndefined } from '../../../lib/without-undefined.ts'
import { OptionalNumber } from '../../../ui/fields.tsx'
import css from './settings.module.css'

const policies = ['once', 'skip', 'all'] as const

type Props = {
  readonly schedule: ScheduleSettings
  readonly onChange: (schedule: ScheduleSettings | undefined) => void
}

/** What a schedule does about ticks for which nobody was there, and how far a tick may be shifted. */
export function ScheduleFields({ schedule, onChange }: Props) {
  const { t } = useTranslation('workflow')
  const set = (more: { [Name in keyof ScheduleSettings]?: ScheduleSettings[Name] | undefined }) => {
    const next = withoutUndefined({ ...schedule, ...more }) as ScheduleSettings
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  return (
    <div className={css['pair']}>
      <Select
        label={t('setMissed')}
        value={schedule.missed ?? 'once'}
        onChange={(value) => set({ missed: policies.find((one) => one === value) })}
        data={policies.map((value) => ({ value, label: t(`setMissed_${value}`) }))}
        allowDeselect={false}
      />
      {schedule.missed === 'all' ? (
        <OptionalNumber
          label={t('setMissedMax')}
          min={1}
          max={1_000}
          value={schedule.missedMax}
          onChange={(missedMax) => set({ missedMax })}
        />
      ) : null}
      <OptionalNumber
        label={t('setJitter')}
        help={t('setJitterHelp')}
        suffix="s"
        max={86_400}
        value={schedule.jitterSeconds}
        onChange={(jitterSeconds) => set({ jitterSeconds })}
      />
    </div>
  )
}
