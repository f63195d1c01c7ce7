import { effectOutcomes } from '@steward/contract/api/effect'
import { environments } from '@steward/contract/api/policy'
import { effectClasses } from '@steward/contract/effect'
import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Search, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SavedFilters } from '../../lib/saved-filters/saved-filters.tsx'
import { DayField } from '../../ui/day-field.tsx'
import { type EffectSearch, givenFilters } from './effect-search.ts'
import css from './effect.module.css'

type Props = {
  readonly search: EffectSearch
  readonly onChange: (change: EffectSearch) => void
}

export function EffectFilters({ search, onChange }: Props) {
  const { t } = useTranslation('effect')
  return (
    <div className={css['filters']} role="search">
      <WordsField words={search.text ?? ''} onChange={(text) => onChange({ text })} />
      <Choice
        label={t('class')}
        none={t('allClasses')}
        value={search.class}
        options={effectClasses
          .filter((one) => one !== 'pure')
          .map((one) => ({ value: one, label: t(`effect.${one}`, { ns: 'common' }) }))}
        onChange={(value) => onChange({ class: value })}
      />
      <Choice
        label={t('outcome')}
        none={t('allOutcomes')}
        value={search.outcome}
        options={effectOutcomes.map((one) => ({ value: one, label: t(`outcome_${one}`) }))}
        onChange={(outcome) => onChange({ outcome })}
      />
      <Choice
        label={t('environment')}
        none={t('allEnvironments')}
        value={search.environment}
        options={environments.map((one) => ({ value: one, label: t(`environment_${one}`) }))}
        onChange={(environment) => onChange({ environment })}
      />
      <DayField label={t('fromDay')} word={t('from')} value={search.from} shiftDays={0} onChange={(from) => onChange({ from })} />
      <DayField label={t('toDay')} word={t('to')} value={search.to} shiftDays={1} onChange={(to) => onChange({ to })} />
      {givenFilters.map((name) =>
        search[name] === undefined ? null : (
          <Button
            key={name}
            rightSection={<X size={12} aria-hidden />}
            title={search[name]}
            onClick={() => onChange({ [name]: undefined })}
          >
            {t(`of_${name}`)}
          </Button>
        ),
      )}
      <SavedFilters page="effects" search={search} />
    </div>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly none: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | undefined) => void
}

function Choice({ label, none, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      className={css['choice'] ?? ''}
      aria-label={label}
      value={value ?? ''}
      onChange={(chosen) => onChange(chosen || undefined)}
      data={[{ value: '', label: none }, ...options]}
    />
  )
}

function WordsField({ words, onChange }: { readonly words: string; readonly onChange: (words: string | undefined) => void }) {
  const { t } = useTranslation('effect')
  const [typed, setTyped] = useState(words)
  // What was chosen elsewhere is shown; a space that is still being typed stays.
  useEffect(() => setTyped((before) => (before.trim() === words ? before : words)), [words])
  const tell = useDebouncedCallback((text: string) => onChange(text.trim() === '' ? undefined : text.trim()), 300)
  return (
    <TextInput
      className={css['words'] ?? ''}
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={<Search size={14} aria-hidden />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}
