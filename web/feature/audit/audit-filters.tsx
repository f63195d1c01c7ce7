import { auditMeans } from '@steward/contract/api/audit'
import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Search, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '../../api/audit.ts'
import { DayField } from '../../ui/day-field.tsx'
import { resourceKinds } from './resource-kinds.ts'
import css from './audit.module.css'

type Props = {
  readonly filter: AuditFilter
  readonly onChange: (filter: AuditFilter) => void
  /** Another number begins anew with the words of the filter; while it stays, what is being typed stays. */
  readonly round: number
}

export function AuditFilters({ filter, onChange, round }: Props) {
  const { t } = useTranslation('audit')
  const set = (change: { readonly [Name in keyof AuditFilter]: AuditFilter[Name] | undefined }) =>
    onChange(clean({ ...filter, ...change }))
  return (
    <div className={css['filters']} role="search">
      <WordsField key={round} words={filter.text ?? ''} onChange={(text) => set({ text })} />
      <Select
        className={css['choice'] ?? ''}
        aria-label={t('kind')}
        value={filter.resourceType ?? ''}
        onChange={(value) => set({ resourceType: value || undefined })}
        data={[{ value: '', label: t('anyKind') }, ...resourceKinds.map((kind) => ({ value: kind, label: t(`type_${kind}`) }))]}
      />
      <Select
        className={css['choice'] ?? ''}
        aria-label={t('means')}
        value={filter.means ?? ''}
        onChange={(value) => set({ means: auditMeans.find((one) => one === value) })}
        data={[{ value: '', label: t('anyMeans') }, ...auditMeans.map((one) => ({ value: one, label: t(`means_${one}`) }))]}
      />
      <DayField label={t('fromDay')} word={t('from')} value={filter.from} shiftDays={0} onChange={(from) => set({ from })} />
      <DayField label={t('toDay')} word={t('to')} value={filter.to} shiftDays={1} onChange={(to) => set({ to })} />
      {filter.actor === undefined ? null : <Chip text={t('ofPerson')} onRemove={() => set({ actor: undefined })} />}
      {filter.resourceId === undefined ? null : <Chip text={t('ofThing')} onRemove={() => set({ resourceId: undefined })} />}
    </div>
  )
}

function WordsField({ words, onChange }: { readonly words: string; readonly onChange: (words: string | undefined) => void }) {
  const { t } = useTranslation('audit')
  const [typed, setTyped] = useState(words)
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

function Chip({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  return (
    <Button rightSection={<X size={12} aria-hidden />} onClick={onRemove}>
      {text}
    </Button>
  )
}

function clean(filter: { readonly [Name in keyof AuditFilter]: AuditFilter[Name] | undefined }): AuditFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}
