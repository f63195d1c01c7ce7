import type { Folder } from '@steward/contract/api/folder'
import { Select } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { inTreeOrder, pathOf } from '../../../api/folders.ts'
import { without } from '../../../lib/without.ts'
import css from './manage.module.css'

type Props = { readonly folders: readonly Folder[]; readonly chosen: string | undefined }

/** The way from all workflows to the folder that is shown. */
export function FolderCrumbs({ folders, chosen }: Props) {
  const { t } = useTranslation('common')
  const path = pathOf(folders, chosen)
  if (path.length === 0) return <h1>{t('workflows')}</h1>
  return (
    <nav className={css['crumbs']} aria-label={t('breadcrumbs')}>
      <Link to="/workflows" className="dim hide-s">
        {t('workflows')}
      </Link>
      {path.map(({ id, name }, index) => (
        <Fragment key={id}>
          <ChevronRight size={14} color="var(--ink-4)" aria-hidden className="hide-s" />
          {index === path.length - 1 ? (
            <h1>{name}</h1>
          ) : (
            <Link to="/workflows" search={{ folder: id }} className="dim hide-s">
              {name}
            </Link>
          )}
        </Fragment>
      ))}
    </nav>
  )
}

/** In place of the tree where there is no room for it. */
export function FolderSelect({ folders, chosen }: Props) {
  const { t } = useTranslation('workflow')
  const navigate = useNavigate({ from: '/workflows' })
  return (
    <Select
      className={css['choose'] ?? ''}
      aria-label={t('folder')}
      value={chosen ?? ''}
      onChange={(folder) =>
        void navigate({
          search: (before) => ({ ...without(before, 'folder'), ...(folder === null || folder === '' ? {} : { folder }) }),
        })
      }
      data={[
        { value: '', label: t('allFolders') },
        ...inTreeOrder(folders).map(({ id, name, level }) => ({ value: id, label: `${'  '.repeat(level)}${name}` })),
        { value: 'none', label: t('noFolder') },
      ]}
    />
  )
}
