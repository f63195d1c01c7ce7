import type { Activity } from '@steward/contract/api/audit'
import { Button, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activityQuery } from '../../api/audit.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatFullTime, formatTime, initials } from '../../lib/format.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { resourceKinds } from './resource-kinds.ts'
import css from './audit.module.css'

/** What people did, in sentences. */
export default function ActivityPage() {
  const { t } = useTranslation('audit')
  const [kind, setKind] = useState<string>()
  const list = useInfiniteQuery({
    ...activityQuery(kind === undefined ? {} : { type: kind }),
    placeholderData: (before) => before,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={t('activity', { ns: 'common' })}>
      <p className="ink2">{t('activityLead')}</p>
      <div className={css['filters']}>
        <Select
          aria-label={t('kind')}
          value={kind ?? ''}
          onChange={(value) => setKind(value || undefined)}
          data={[{ value: '', label: t('anyThing') }, ...resourceKinds.map((one) => ({ value: one, label: t(`type_${one}`) }))]}
        />
      </div>
      {list.isPending ? <SkeletonRows rows={8} height={44} /> : null}
      {list.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {items.length > 0 ? (
        <ol className={`card ${css['feed']}`}>
          {items.map((item) => (
            <Told key={item.id} item={item} />
          ))}
        </ol>
      ) : null}
      {list.isSuccess && items.length === 0 ? (
        <Empty
          title={kind === undefined ? t('noActivity') : t('noneFiltered')}
          text={kind === undefined ? t('noActivityText') : t('noneFilteredText')}
        />
      ) : null}
      {list.hasNextPage ? (
        <Button style={{ alignSelf: 'center' }} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
    </Page>
  )
}

function Told({ item: { actor, description, resource, at } }: { readonly item: Activity }) {
  const { t } = useTranslation('audit')
  const name = actor === null ? t('steward') : (actor.name ?? t('somebody'))
  return (
    <li>
      <span className={css['face']} aria-hidden>
        {initials(name)}
      </span>
      <span className={css['sentence']}>
        <span className="b">{name}</span> {description} <Thing resource={resource} description={description} />
      </span>
      <time className="xs dim num nw" dateTime={at} title={formatFullTime(at)}>
        {formatTime(at, new Date(), t('today', { ns: 'common' }))}
      </time>
    </li>
  )
}

/** What is deleted keeps its name and leads nowhere. */
function Thing({ resource, description }: Pick<Activity, 'resource' | 'description'>) {
  const { type, id, name } = resource
  if (name === null) return null
  if (type !== 'workflow' || id === null || description.startsWith('deleted')) return <em>{name}</em>
  return (
    <Link to="/workflows/$workflowId" params={{ workflowId: id }} className={css['thing'] ?? ''}>
      {name}
    </Link>
  )
}
