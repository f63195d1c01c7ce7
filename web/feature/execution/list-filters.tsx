import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { SavedFilters } from '../../lib/saved-filters/saved-filters.tsx'
import css from './list.module.css'

/** What a person looks for, each standing for one or more statuses. */
export const statusFilters = {
  all: undefined,
  running: 'queued,running',
  waiting: 'waiting,paused',
  failed: 'failed',
  completed: 'completed',
  cancelled: 'cancelled',
} as const
export type StatusFilter = keyof typeof statusFilters
const statusNames = Object.keys(statusFilters) as StatusFilter[]
export const readStatus = (text: string | undefined): StatusFilter => statusNames.find((name) => name === text) ?? 'all'

const modes = ['manual', 'webhook', 'schedule', 'event', 'subworkflow', 'error', 'retry', 'undo'] as const

/** How far back, in milliseconds. */
export const ranges = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 } as const
const rangeNames = Object.keys(ranges) as (keyof typeof ranges)[]
export const readRange = (text: string | undefined): keyof typeof ranges | undefined => rangeNames.find((name) => name === text)

export type ListSearch = {
  readonly status?: string
  readonly workflow?: string
  readonly mode?: string
  readonly since?: string
  readonly text?: string
}

type Props = { readonly search: ListSearch; readonly onChange: (name: keyof ListSearch, value: string) => void }

/** All that narrows the list; each stands in the address. */
export function ListFilters({ search, onChange }: Props) {
  const { t } = useTranslation('execution')
  const choice = (name: string, values: readonly string[], words: (value: string) => string) => [
    { value: '', label: name },
    ...values.map((value) => ({ value, label: words(value) })),
  ]
  return (
    <div className={css['filters']} role="search">
      <SegmentedControl
        aria-label={t('status')}
        value={readStatus(search.status)}
        onChange={(value) => onChange('status', value === 'all' ? '' : value)}
        data={statusNames.map((name) => ({ value: name, label: t(`filter_${name}`) }))}
      />
      <TextFilter value={search.text ?? ''} onChange={(value) => onChange('text', value)} />
      <span className="sp hide-s" />
      <Select
        className={css['narrow'] ?? ''}
        aria-label={t('mode')}
        allowDeselect={false}
        value={search.mode ?? ''}
        onChange={(value) => onChange('mode', value ?? '')}
        data={choice(t('anyMode'), modes, (mode) => t(`mode_${mode as (typeof modes)[number]}`))}
      />
      <Select
        className={css['narrow'] ?? ''}
        aria-label={t('since')}
        allowDeselect={false}
        value={readRange(search.since) ?? ''}
        onChange={(value) => onChange('since', value ?? '')}
        data={choice(t('anyTime'), rangeNames, (range) => t(`since_${range as keyof typeof ranges}`))}
      />
      <WorkflowSelect value={search.workflow} onChange={(value) => onChange('workflow', value)} />
      <SavedFilters page="executions" search={search} />
    </div>
  )
}

function TextFilter({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation('execution')
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const tell = useDebouncedCallback(onChange, 250)
  return (
    <TextInput
      className={css['text'] ?? ''}
      aria-label={t('textFilter')}
      placeholder={t('textFilter')}
      leftSection={<Search size={14} aria-hidden />}
      data-search
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        tell(currentTarget.value)
      }}
    />
  )
}

function WorkflowSelect({ value, onChange }: { readonly value: string | undefined; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation('execution')
  const workflows = useQuery({
    queryKey: ['workflows', 'names'],
    queryFn: ({ signal }) => call('GET /workflows', { query: { limit: 200 } }, signal),
  })
  return (
    <Select
      className={css['workflow'] ?? ''}
      aria-label={t('workflow')}
      searchable
      value={value ?? ''}
      onChange={(next) => onChange(next ?? '')}
      data={[
        { value: '', label: t('allWorkflows') },
        ...(workflows.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
      ]}
    />
  )
}
