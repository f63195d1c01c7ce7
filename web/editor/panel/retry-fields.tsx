import type { NodeSettings, RetryPolicy } from '@steward/contract/workflow'
import { SegmentedControl, Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { OptionalNumber } from '../../ui/fields.tsx'
import css from './panel.module.css'

type Change = { [Name in 'retryOnFail' | 'maxTries' | 'waitBetweenTriesMs' | 'retry']?: NodeSettings[Name] | undefined }
type Props = { readonly settings: NodeSettings; readonly onChange: (change: Change) => void }

const firstPolicy: RetryPolicy = { maxTries: 5, backoff: 'exponential', initialMs: 1_000, maxMs: 300_000, jitter: true }
const modes = ['none', 'simple', 'policy'] as const
type Mode = (typeof modes)[number]

/** Whether a failed node is tried again: not at all, a few times at once, or by a policy that may take days. */
export function RetryFields({ settings, onChange }: Props) {
  const { t } = useTranslation('editor')
  const mode: Mode = settings.retry !== undefined ? 'policy' : settings.retryOnFail === true ? 'simple' : 'none'
  const choose = (next: Mode) =>
    onChange({
      retryOnFail: next === 'none' ? undefined : true,
      retry: next === 'policy' ? (settings.retry ?? firstPolicy) : undefined,
    })
  return (
    <div className={css['group']}>
      <span className={css['label']} id="retry-label">
        {t('retry')}
      </span>
      <SegmentedControl
        aria-labelledby="retry-label"
        value={mode}
        onChange={(value) => choose(value as Mode)}
        data={modes.map((value) => ({ value, label: t(`retry_${value}`) }))}
      />
      {mode === 'simple' ? (
        <div className={css['pair']}>
          <OptionalNumber
            label={t('set_maxTries')}
            min={2}
            max={5}
            value={settings.maxTries ?? 3}
            onChange={(maxTries) => onChange({ maxTries })}
          />
          <OptionalNumber
            label={t('set_waitBetweenTriesMs')}
            suffix="ms"
            max={5_000}
            value={settings.waitBetweenTriesMs ?? 1_000}
            onChange={(waitBetweenTriesMs) => onChange({ waitBetweenTriesMs })}
          />
        </div>
      ) : null}
      {mode === 'policy' ? (
        <PolicyFields policy={settings.retry ?? firstPolicy} onChange={(retry) => onChange({ retry, retryOnFail: true })} />
      ) : null}
    </div>
  )
}

type PolicyProps = { readonly policy: RetryPolicy; readonly onChange: (policy: RetryPolicy) => void }

function PolicyFields({ policy, onChange }: PolicyProps) {
  const { t } = useTranslation('editor')
  const set = (more: { [Name in keyof RetryPolicy]?: RetryPolicy[Name] | undefined }) =>
    onChange(withoutUndefined({ ...policy, ...more }) as RetryPolicy)
  /** Fields in seconds, kept in milliseconds. */
  const seconds = (name: 'initialMs' | 'maxMs' | 'maxAgeMs') => {
    const ms = policy[name]
    return {
      suffix: 's',
      whole: false,
      value: ms === undefined ? undefined : ms / 1000,
      onChange: (value: number | undefined) =>
        set({ [name]: value === undefined ? (name === 'initialMs' ? 0 : undefined) : Math.round(value * 1000) }),
    }
  }
  return (
    <>
      <p className="xs dim">{t('retry_policyHelp')}</p>
      <div className={css['pair']}>
        <OptionalNumber
          label={t('set_maxTries')}
          min={1}
          max={100}
          value={policy.maxTries}
          onChange={(maxTries) => set({ maxTries: maxTries ?? 1 })}
        />
        <Select
          label={t('backoff')}
          value={policy.backoff}
          onChange={(value) => set({ backoff: value === 'fixed' ? 'fixed' : 'exponential' })}
          data={(['exponential', 'fixed'] as const).map((value) => ({ value, label: t(`backoff_${value}`) }))}
          allowDeselect={false}
        />
        <OptionalNumber label={t('initialWait')} {...seconds('initialMs')} />
        {policy.backoff === 'exponential' ? (
          <OptionalNumber
            label={t('factor')}
            min={1}
            max={10}
            whole={false}
            value={policy.factor ?? 2}
            onChange={(factor) => set({ factor })}
          />
        ) : null}
        <OptionalNumber label={t('longestWait')} {...seconds('maxMs')} />
        <OptionalNumber label={t('maxAge')} help={t('maxAgeHelp')} {...seconds('maxAgeMs')} />
      </div>
      <Switch
        label={t('jitter')}
        checked={policy.jitter === true}
        onChange={(event) => set({ jitter: event.currentTarget.checked ? true : undefined })}
      />
      <Switch
        label={t('retryAfter')}
        checked={policy.retryAfter !== false}
        onChange={(event) => set({ retryAfter: event.currentTarget.checked ? undefined : false })}
      />
    </>
  )
}
