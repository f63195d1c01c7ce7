import { SegmentedControl, Select, Switch, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instancesQuery } from '../../api/instances.ts'
import { SavedFilters } from '../../lib/saved-filters/saved-filters.tsx'
import css from './query.module.css'
import { type QuerySearch, stateFilterNames, stateFilterOf } from './query-search.ts'

type Props = { readonly search: QuerySearch; readonly onChange: (change: QuerySearch) => void }

export function QueryFilters({ search, onChange }: Props) {
  const { t } = useTranslation('query')
  const instances = useQuery(instancesQuery)
  const items = instances.data?.items ?? []
  const pods = new Map(items.flatMap(({ pod }) => (pod === null ? [] : [[pod.id, pod.name]])))
  return (
    <div className={css['filters']} role="search">
      <SegmentedControl
        aria-label={t('state')}
        value={stateFilterOf(search)}
        onChange={(state) => onChange({ state: state === 'all' ? undefined : state })}
        data={stateFilterNames.map((name) => ({ value: name, label: t(`filter_${name}`) }))}
      />
      <WordsField words={search.text ?? ''} onChange={(text) => onChange({ text })} />
      <span className="sp hide-s" />
      <Switch
        label={t('onlyMine')}
        checked={search.mine === 'yes'}
        onChange={(event) => onChange({ mine: event.currentTarget.checked ? 'yes' : undefined })}
      />
      <Select
        className={css['choice'] ?? ''}
        aria-label={t('instance')}
        searchable
        value={search.instance ?? ''}
        onChange={(value) => onChange({ instance: value || undefined })}
        data={[{ value: '', label: t('allInstances') }, ...items.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {pods.size === 0 && search.pod === undefined ? null : (
        <Select
          className={css['choice'] ?? ''}
          aria-label={t('podFilter')}
          value={search.pod ?? ''}
          onChange={(value) => onChange({ pod: value || undefined })}
          data={[{ value: '', label: t('allPods') }, ...[...pods].map(([value, label]) => ({ value, label }))]}
        />
      )}
      <SavedFilters page="queries" search={search} />
    </div>
  )
}

function WordsField({ words, onChange }: { readonly words: string; readonly onChange: (words: string | undefined) => void }) {
  const { t } = useTranslation('query')
  const [typed, setTyped] = useState(words)
  // What was chosen elsewhere is shown; a space that is still being typed stays.
  useEffect(() => setTyped((before) => (before.trim() === words ? before : words)), [words])
  const tell = useDebouncedCallback((text: string) => onChange(text.trim() === '' ? undefined : text.trim()), 300)
  return (
    <TextInput
      className={css['words'] ?? ''}
      aria-label={t('searchText')}
      placeholder={t('searchText')}
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
