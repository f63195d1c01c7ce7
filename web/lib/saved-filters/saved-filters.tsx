import type { FilteredPage, SavedFilter } from '@steward/contract/api/saved-filter'
import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bookmark, BookmarkCheck, BookmarkPlus, Check, ChevronDown, Settings2, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { savedFiltersQuery } from '../../api/saved-filters.ts'
import { usePageActions } from '../../shell/commands.ts'
import { type Search, searchOf, textOf } from './filter-text.ts'
import { ManageDialog } from './manage-dialog.tsx'
import css from './saved-filters.module.css'
import { SaveDialog } from './save-dialog.tsx'

const paths = { workflows: '/workflows', executions: '/executions', effects: '/effects', queries: '/queries' } as const

type Props = { readonly page: FilteredPage; readonly search: Search }

/** What was looked for before, at the head of a list: a click looks for it again. Not there while there is nothing to choose or save. */
export function SavedFilters({ page, search }: Props) {
  const { t } = useTranslation('savedFilter')
  const navigate = useNavigate()
  const items = useQuery(savedFiltersQuery(page)).data?.items ?? []
  const [dialog, setDialog] = useState<'save' | 'manage'>()
  const text = textOf(search)
  const chosen = items.find((one) => one.search === text)
  const mayBeSaved = text !== '' && chosen?.isOwn !== true
  const show = (filter: SavedFilter) => void navigate({ to: paths[page], search: searchOf(filter.search) })
  const close = () => setDialog(undefined)
  usePageActions([
    ...items.map((one) => ({
      id: `filter.${one.id}`,
      name: one.name,
      words: t('words'),
      icon: Bookmark,
      group: t('title'),
      run: () => show(one),
    })),
    ...(mayBeSaved ? [{ id: 'filter.save', name: t('saveThis'), icon: BookmarkPlus, run: () => setDialog('save') }] : []),
  ])
  if (items.length === 0 && !mayBeSaved) return null
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            leftSection={chosen === undefined ? <Bookmark size={14} aria-hidden /> : <BookmarkCheck size={14} aria-hidden />}
            rightSection={<ChevronDown size={14} aria-hidden />}
          >
            <span className="ell" style={{ maxWidth: 160 }}>
              {chosen?.name ?? t('title')}
            </span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={css['choices']}>
            <Choices name={t('own')} filters={items.filter(({ isOwn }) => isOwn)} chosen={chosen} onChoose={show} />
            <Choices name={t('ofOthers')} filters={items.filter(({ isOwn }) => !isOwn)} chosen={chosen} onChoose={show} />
          </div>
          {items.length > 0 ? <Menu.Divider /> : null}
          {mayBeSaved ? (
            <Menu.Item leftSection={<BookmarkPlus size={14} aria-hidden />} onClick={() => setDialog('save')}>
              {t('saveThis')}
            </Menu.Item>
          ) : null}
          {items.some(({ mayChange }) => mayChange) ? (
            <Menu.Item leftSection={<Settings2 size={14} aria-hidden />} onClick={() => setDialog('manage')}>
              {t('manage')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' ? <SaveDialog page={page} search={text} onClose={close} /> : null}
      {dialog === 'manage' ? <ManageDialog filters={items.filter(({ mayChange }) => mayChange)} onClose={close} /> : null}
    </>
  )
}

type ChoicesProps = {
  readonly name: string
  readonly filters: readonly SavedFilter[]
  readonly chosen: SavedFilter | undefined
  readonly onChoose: (filter: SavedFilter) => void
}

function Choices({ name, filters, chosen, onChoose }: ChoicesProps) {
  const { t } = useTranslation('savedFilter')
  if (filters.length === 0) return null
  return (
    <>
      <Menu.Label>{name}</Menu.Label>
      {filters.map((one) => (
        <Menu.Item
          key={one.id}
          aria-current={one === chosen ? 'true' : undefined}
          title={one.isOwn || one.maker === null ? undefined : t('madeBy', { name: one.maker })}
          leftSection={one === chosen ? <Check size={14} aria-hidden /> : <Bookmark size={14} aria-hidden />}
          rightSection={one.isOwn && one.isShared ? <Users size={14} role="img" aria-label={t('shared')} /> : null}
          onClick={() => onChoose(one)}
        >
          <span style={{ overflowWrap: 'anywhere' }}>{one.name}</span>
        </Menu.Item>
      ))}
    </>
  )
}
