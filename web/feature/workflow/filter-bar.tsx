import { ActionIcon, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Search, Tag, Tags } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagsQuery } from '../../api/workflows.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { SavedFilters } from '../../lib/saved-filters/saved-filters.tsx'
import { usePageKeys } from '../../shell/commands.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { TagEditor } from './list/tag-editor.tsx'
import css from './list.module.css'

type Search = { readonly q?: string; readonly status?: string; readonly tag?: string; readonly folder?: string }
type Change = { q?: string; status?: string; tag?: string }
type Props = {
  readonly search: Search
  readonly counts: Readonly<Record<string, number>>
  readonly onChange: (change: Change) => void
}

const shown = ['active', 'inactive', 'draft', 'archived'] as const

/** Search, status and tags. All of it stands in the address, so that a view can be shared. */
export function FilterBar({ search, counts, onChange }: Props) {
  const { t } = useTranslation('workflow')
  const input = useRef<HTMLInputElement>(null)
  const tags = useQuery(tagsQuery)
  const [typed, setTyped] = useState(search.q ?? '')
  useEffect(() => setTyped(search.q ?? ''), [search.q])
  const type = useDebouncedCallback((text: string) => onChange({ q: text }), 200)
  usePageKeys([{ keys: '/', name: t('filter'), run: () => input.current?.focus() }])
  const [isEditing, setEditing] = useState(false)
  const all = shown.reduce((sum, status) => sum + (counts[status] ?? 0), 0)
  const label = (name: string, count: number) => (
    <>
      {name}
      <b>{count}</b>
    </>
  )
  return (
    <div className={css['filters']} role="search">
      <TextInput
        ref={input}
        className={css['search'] ?? ''}
        placeholder={t('filter')}
        aria-label={t('filter')}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          type(currentTarget.value)
        }}
        leftSection={<Search size={14} aria-hidden />}
        rightSection={<Kbd>/</Kbd>}
        rightSectionProps={{ className: 'hide-s' }}
      />
      <SegmentedControl
        aria-label={t('status')}
        value={search.status ?? 'all'}
        onChange={(status) => onChange({ status: status === 'all' ? '' : status })}
        data={[
          { value: 'all', label: label(t('status_all'), all) },
          ...shown.map((status) => ({ value: status, label: label(t(`status_${status}`), counts[status] ?? 0) })),
        ]}
      />
      <span className="sp hide-s" />
      {(tags.data?.items.length ?? 0) > 0 || search.tag !== undefined ? (
        <Select
          aria-label={t('tags')}
          className={css['tags'] ?? ''}
          leftSection={<Tag size={14} aria-hidden />}
          value={search.tag ?? ''}
          onChange={(tag) => onChange({ tag: tag ?? '' })}
          data={[
            { value: '', label: t('allTags') },
            ...(tags.data?.items ?? []).map((tag) => ({ value: tag.name, label: tag.name })),
          ]}
        />
      ) : null}
      <SavedFilters page="workflows" search={search} />
      <Allowed permission="workflow:write">
        <ActionIcon size={32} variant="default" aria-label={t('editTags')} title={t('editTags')} onClick={() => setEditing(true)}>
          <Tags size={16} aria-hidden />
        </ActionIcon>
      </Allowed>
      {isEditing ? <TagEditor onClose={() => setEditing(false)} /> : null}
    </div>
  )
}
