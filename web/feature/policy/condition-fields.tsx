import { environments, type PolicyConditions, subjectKinds } from '@steward/contract/api/policy'
import { effectClasses } from '@steward/contract/effect'
import { decimalOf } from '@steward/contract/money'
import { Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseMoney } from '../../lib/money.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import css from './policy.module.css'
import { ThingsFields } from './things-fields.tsx'
import { ToggleChips } from './toggle-chips.tsx'

type Props = { readonly conditions: PolicyConditions; readonly onChange: (conditions: PolicyConditions) => void }

/** When a policy holds. */
export function ConditionFields({ conditions, onChange }: Props) {
  const { t } = useTranslation(['policy', 'common'])
  const set = (change: Partial<PolicyConditions>) => onChange({ ...conditions, ...change })
  return (
    <section className={css['fields']}>
      <div>
        <h3>{t('when')}</h3>
        <p className="xs dim">{t('whenHelp')}</p>
      </div>
      <ToggleChips
        label={t('classes')}
        choices={effectClasses
          .filter((one) => one !== 'pure')
          .map((value) => ({
            value,
            label: t(`effect.${value}`, { ns: 'common' }),
            show: <EffectChip effect={value} label />,
          }))}
        chosen={conditions.classes ?? []}
        onChange={(classes) => set({ classes })}
      />
      <ToggleChips
        label={t('environments')}
        choices={environments.map((value) => ({ value, label: t(`environment_${value}`) }))}
        chosen={conditions.environments ?? []}
        onChange={(chosen) => set({ environments: chosen })}
      />
      <ToggleChips
        label={t('subjects')}
        choices={subjectKinds.map((value) => ({ value, label: t(`subject_${value}`) }))}
        chosen={conditions.subjects ?? []}
        onChange={(subjects) => set({ subjects })}
      />
      <ThingsFields things={conditions} onChange={set} />
      <AmountField amount={conditions.amountOver} onChange={(amountOver) => onChange(changed(conditions, { amountOver }))} />
      <Switch
        label={t('times')}
        description={t('timesHelp')}
        checked={conditions.times !== undefined}
        onChange={(event) => onChange(changed(conditions, { times: event.currentTarget.checked ? officeHours() : undefined }))}
      />
      {conditions.times === undefined ? null : <TimeFields times={conditions.times} onChange={(times) => set({ times })} />}
      <Switch
        label={t('except')}
        description={t('exceptHelp')}
        checked={conditions.except !== undefined}
        onChange={(event) => onChange(changed(conditions, { except: event.currentTarget.checked ? {} : undefined }))}
      />
      {conditions.except === undefined ? null : (
        <ThingsFields
          isExcept
          things={conditions.except}
          onChange={(change) => set({ except: { ...conditions.except, ...change } })}
        />
      )}
    </section>
  )
}

type Change = { [Name in keyof PolicyConditions]?: PolicyConditions[Name] | undefined }

/** A condition that is switched off is gone, not undefined. */
function changed(conditions: PolicyConditions, change: Change): PolicyConditions {
  const entries = Object.entries({ ...conditions, ...change })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as PolicyConditions
}

const officeHours = (): NonNullable<PolicyConditions['times']> => ({
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '18:00',
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  outside: true,
})

type AmountProps = {
  readonly amount: PolicyConditions['amountOver']
  readonly onChange: (amount: PolicyConditions['amountOver']) => void
}

/** What is no amount is kept as it was typed and cannot be saved. */
function AmountField({ amount, onChange }: AmountProps) {
  const { t } = useTranslation('policy')
  const [text, setText] = useState(amount === undefined ? '' : decimalOf(amount))
  const [currency, setCurrency] = useState(amount?.currency ?? 'EUR')
  const isCurrency = /^[A-Z]{3}$/.test(currency)
  const isWrong = text.trim() !== '' && isCurrency && parseMoney(text, currency) === undefined
  const say = (typed: string, unit: string) => {
    setText(typed)
    setCurrency(unit)
    onChange(typed.trim() === '' ? undefined : (parseMoney(typed, unit) ?? { minor: '', currency: 'EUR' }))
  }
  return (
    <div className={css['amount']}>
      <TextInput
        label={t('amountOver')}
        placeholder={t('any')}
        inputMode="decimal"
        value={text}
        error={isWrong ? t('amountWrong', { currency }) : null}
        onChange={(event) => say(event.currentTarget.value, currency)}
      />
      <TextInput
        label={t('currency')}
        maxLength={3}
        value={currency}
        error={isCurrency ? null : t('currencyWrong')}
        onChange={(event) => say(text, event.currentTarget.value.toUpperCase())}
      />
    </div>
  )
}

type Times = NonNullable<PolicyConditions['times']>

function TimeFields({ times, onChange }: { readonly times: Times; readonly onChange: (times: Times) => void }) {
  const { t } = useTranslation('policy')
  const set = (change: Partial<Times>) => onChange({ ...times, ...change })
  const zones = [...new Set([times.timezone, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].filter((zone) => zone !== '')
  return (
    <div className={css['inset']}>
      <ToggleChips
        label={t('days')}
        choices={([1, 2, 3, 4, 5, 6, 7] as const).map((value) => ({ value, label: t(`day_${value}`) }))}
        chosen={times.days as (1 | 2 | 3 | 4 | 5 | 6 | 7)[]}
        error={times.days.length === 0 ? t('daysMissing') : undefined}
        onChange={(days) => set({ days })}
      />
      <div className={css['pair']}>
        <TextInput
          label={t('from')}
          type="time"
          value={times.from}
          onChange={(event) => set({ from: event.currentTarget.value || '00:00' })}
        />
        <TextInput
          label={t('to')}
          type="time"
          value={times.to}
          onChange={(event) => set({ to: event.currentTarget.value || '00:00' })}
        />
      </div>
      <Select
        label={t('zone')}
        searchable
        limit={50}
        value={times.timezone}
        onChange={(zone) => set({ timezone: zone ?? 'UTC' })}
        data={zones}
      />
      <Switch
        label={t('outside')}
        checked={times.outside === true}
        onChange={(event) => set({ outside: event.currentTarget.checked })}
      />
    </div>
  )
}
