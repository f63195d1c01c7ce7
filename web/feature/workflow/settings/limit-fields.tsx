import type { StartLimits } from '@steward/contract/workflow'
import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withoutUndefined } from '../../../lib/without-undefined.ts'
import { OptionalNumber, OptionalText } from '../../../ui/fields.tsx'
import { SwitchGroup } from './switch-group.tsx'

type Props = { readonly limits: StartLimits; readonly onChange: (limits: StartLimits | undefined) => void }

/** When and how many executions may start. */
export function LimitFields({ limits, onChange }: Props) {
  const { t } = useTranslation('workflow')
  const set = (more: { [Name in keyof StartLimits]?: StartLimits[Name] | undefined }) => {
    const next = withoutUndefined({ ...limits, ...more }) as StartLimits
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  const { concurrency, throttle, rateLimit, debounce, deduplicate } = limits
  return (
    <>
      <OptionalNumber
        label={t('setPriority')}
        help={t('setPriorityHelp')}
        min={-100}
        max={100}
        value={limits.priority}
        onChange={(priority) => set({ priority })}
      />
      <SwitchGroup
        label={t('setConcurrency')}
        help={t('setConcurrencyHelp')}
        on={concurrency !== undefined}
        onChange={(on) => set({ concurrency: on ? { limit: 1 } : undefined })}
      >
        <Count
          label={t('setAtOnce')}
          value={concurrency?.limit}
          onChange={(limit) => set({ concurrency: { ...concurrency, limit } })}
        />
        <KeyField
          value={concurrency?.key}
          onChange={(key) => set({ concurrency: keyed({ limit: concurrency?.limit ?? 1 }, key) })}
        />
      </SwitchGroup>
      {(['throttle', 'rateLimit'] as const).map((name) => {
        const one = name === 'throttle' ? throttle : rateLimit
        const now = { limit: one?.limit ?? 1, seconds: one?.seconds ?? 60 }
        return (
          <SwitchGroup
            key={name}
            label={t(`set_${name}`)}
            help={t(`set_${name}Help`)}
            on={one !== undefined}
            onChange={(on) => set({ [name]: on ? { limit: 60, seconds: 60 } : undefined })}
          >
            <Count label={t('setStarts')} value={one?.limit} onChange={(limit) => set({ [name]: { ...one, ...now, limit } })} />
            <Count
              label={t('setPer')}
              suffix="s"
              value={one?.seconds}
              onChange={(seconds) => set({ [name]: { ...one, ...now, seconds } })}
            />
            <KeyField value={one?.key} onChange={(key) => set({ [name]: keyed(now, key) })} />
          </SwitchGroup>
        )
      })}
      <SwitchGroup
        label={t('setDebounce')}
        help={t('setDebounceHelp')}
        on={debounce !== undefined}
        onChange={(on) => set({ debounce: on ? { seconds: 10 } : undefined })}
      >
        <Count
          label={t('setQuiet')}
          suffix="s"
          value={debounce?.seconds}
          onChange={(seconds) => set({ debounce: { ...debounce, seconds } })}
        />
        <OptionalNumber
          label={t('setQuietMax')}
          suffix="s"
          min={1}
          value={debounce?.maxSeconds}
          onChange={(maxSeconds) =>
            set({ debounce: withoutUndefined({ seconds: 10, ...debounce, maxSeconds }) as NonNullable<StartLimits['debounce']> })
          }
        />
        <KeyField
          value={debounce?.key}
          onChange={(key) => {
            const { key: _before, ...rest } = debounce ?? { seconds: 10 }
            set({ debounce: keyed(rest, key) })
          }}
        />
      </SwitchGroup>
      <SwitchGroup
        label={t('setDeduplicate')}
        help={t('setDeduplicateHelp')}
        on={deduplicate !== undefined}
        onChange={(on) => set({ deduplicate: on ? { key: '', windowSeconds: 3_600 } : undefined })}
      >
        <OptionalText
          label={t('setKeyNeeded')}
          placeholder="{{ $json.body.id }}"
          mono
          error={deduplicate?.key === '' ? t('setKeyMissing') : undefined}
          value={deduplicate?.key}
          onChange={(key) => set({ deduplicate: { windowSeconds: 3_600, ...deduplicate, key: key ?? '' } })}
        />
        <Count
          label={t('setWindow')}
          suffix="s"
          value={deduplicate?.windowSeconds}
          onChange={(windowSeconds) => set({ deduplicate: { key: '', ...deduplicate, windowSeconds } })}
        />
      </SwitchGroup>
    </>
  )
}

const keyed = <T extends object>(value: T, key: string | undefined): T & { key?: string } =>
  key === undefined ? value : { ...value, key }

type CountProps = {
  readonly label: string
  readonly value: number | undefined
  readonly suffix?: string
  readonly onChange: (value: number) => void
}

/** A whole number that has to be there. */
function Count({ label, value, suffix, onChange }: CountProps) {
  const { t } = useTranslation('workflow')
  const isThere = value !== undefined && Number.isFinite(value) && value >= 1
  return (
    <NumberInput
      label={label}
      min={1}
      allowDecimal={false}
      {...(suffix === undefined ? {} : { suffix: ` ${suffix}` })}
      value={value !== undefined && Number.isFinite(value) ? value : ''}
      error={isThere ? null : t('setNumberMissing')}
      onChange={(next) => onChange(typeof next === 'number' ? next : Number.NaN)}
    />
  )
}

function KeyField({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}) {
  const { t } = useTranslation('workflow')
  return <OptionalText label={t('setKey')} placeholder="{{ $json.body.customer }}" mono value={value} onChange={onChange} />
}
