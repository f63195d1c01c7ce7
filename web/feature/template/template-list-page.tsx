import type { Template } from '@steward/contract/api/template'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { templatesQuery } from '../../api/templates.ts'
import { usePageKeys } from '../../shell/commands.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Page } from '../../ui/page.tsx'
import { TemplateCard } from './template-card.tsx'
import { TemplateDialog } from './template-dialog.tsx'
import css from './template.module.css'

export default function TemplateListPage() {
  const { t } = useTranslation('template')
  const { q = '', category, open } = useSearch({ from: '/inside/templates' })
  const navigate = useNavigate({ from: '/templates' })
  const list = useQuery(templatesQuery)
  const input = useRef<HTMLInputElement>(null)
  usePageKeys([{ keys: '/', name: t('search'), run: () => input.current?.focus() }])
  const all = list.data?.items ?? []
  const shown = all.filter((one) => fits(one, q, category))
  const set = (change: { q?: string; category?: string; open?: string }) =>
    void navigate({ search: (before) => clean({ ...before, ...change }), replace: change.open === undefined })
  return (
    <Page title={t('title')} facts={list.isSuccess ? <span className="dim num hide-s">{all.length}</span> : null}>
      <p className="ink2">{t('lead')}</p>
      <div className={css['filters']} role="search">
        <TextInput
          ref={input}
          aria-label={t('search')}
          placeholder={t('search')}
          defaultValue={q}
          onChange={(event) => set({ q: event.currentTarget.value })}
          leftSection={<Search size={14} aria-hidden />}
          rightSection={<Kbd>/</Kbd>}
          rightSectionProps={{ className: 'hide-s' }}
        />
        <div className={css['chips']}>
          {['', ...categoriesOf(all)].map((name) => (
            <button
              key={name}
              type="button"
              className={css['chip']}
              aria-pressed={name === (category ?? '')}
              onClick={() => set({ category: name })}
            >
              {name === '' ? t('all') : name}
            </button>
          ))}
        </div>
      </div>
      {list.isPending ? <SkeletonRows rows={6} height={120} /> : null}
      {list.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      <ul className={css['grid']}>
        {shown.map((one) => (
          <TemplateCard key={one.key} template={one} />
        ))}
      </ul>
      {list.isSuccess && shown.length === 0 ? (
        <Empty title={t('none')} text={t('noneText')}>
          <Button onClick={() => void navigate({ search: {} })}>{t('showAll')}</Button>
        </Empty>
      ) : null}
      {open === undefined ? null : <TemplateDialog templateKey={open} onClose={() => set({ open: '' })} />}
    </Page>
  )
}

const fits = ({ title, description, categories }: Template, text: string, category: string | undefined) => {
  const whole = `${title} ${description}`.toLowerCase()
  const words = text.toLowerCase().split(/\s+/)
  return (category === undefined || categories.includes(category)) && words.every((word) => whole.includes(word))
}

const categoriesOf = (all: readonly Template[]) => [...new Set(all.flatMap(({ categories }) => categories))].toSorted()

const clean = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== '')) as T
