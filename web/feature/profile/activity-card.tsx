import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activitiesQuery, useClearActivities } from '../../api/profile.ts'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Loading } from '../../lib/loading.tsx'
import css from './profile.module.css'

/** `workflow.created` as `Workflow created`. */
const inWords = (type: string): string => {
  const words = type.replaceAll(/[._]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function ActivityCard({ isKept }: { readonly isKept: boolean }) {
  const { t } = useTranslation('profile')
  const activities = useInfiniteQuery(activitiesQuery)
  const clear = useClearActivities()
  const [asking, setAsking] = useState(false)
  const now = useNow(60_000)
  const items = activities.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className={`card ${css['card']}`} aria-label={t('activities')}>
      <div className={css['head']}>
        <h2>{t('activities')}</h2>
        {items.length === 0 ? null : <Button onClick={() => setAsking(true)}>{t('clear')}</Button>}
      </div>
      <Loading query={activities} />
      {activities.isSuccess && items.length === 0 ? (
        <p className="ink2 xs">{t(isKept ? 'noActivities' : 'activitiesOff')}</p>
      ) : null}
      <div className={css['rows']}>
        {items.map((one) => (
          <div key={one.id} className={css['row']}>
            <div className={css['text']}>
              <div>
                {inWords(one.type)} {one.description === null ? null : <b>{one.description}</b>}
              </div>
              <div className="ink2 xs">{one.address ?? ''}</div>
            </div>
            <time className="ink2 xs" dateTime={one.at} title={formatFullTime(one.at)}>
              {formatTime(one.at, new Date(now), t('today', { ns: 'common' }))}
            </time>
          </div>
        ))}
      </div>
      {activities.hasNextPage ? (
        <Button
          className={css['save'] ?? ''}
          loading={activities.isFetchingNextPage}
          onClick={() => void activities.fetchNextPage()}
        >
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
      <ConfirmDialog
        opened={asking}
        title={t('clearAsk')}
        text={t('clearText')}
        action={t('clear')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          clear.mutate()
          setAsking(false)
        }}
      />
    </section>
  )
}
