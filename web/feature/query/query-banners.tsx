import type { Query } from '@steward/contract/api/query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { Problem } from '../../ui/feedback.tsx'
import css from './query.module.css'
import { QueryLink } from './history-tab.tsx'

/** What has to be known before anything else: a failure, a doubt, what somebody wants changed, when it is to happen. */
export function QueryBanners({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const { status, error, rejectionReason, isInDoubt, changesWanted, scheduleAt, undo, may } = query
  const today = t('today', { ns: 'common' })
  return (
    <>
      {isInDoubt ? (
        <div className={`${css['banner']} hatch`} role="alert">
          <b>{t('doubtTitle')}</b> {t('doubtText')}
        </div>
      ) : null}
      {status === 'failed' && !isInDoubt && error !== null ? (
        <div className={css['problem']}>
          <Problem title={t('failedTitle')} text={error} />
        </div>
      ) : null}
      {status === 'rejected' && rejectionReason !== null ? (
        <div className={css['problem']}>
          <Problem title={t('rejectedTitle', { name: query.approver?.name ?? t('somebody') })} text={rejectionReason} />
        </div>
      ) : null}
      {changesWanted === null ? null : (
        <p className={css['banner']}>
          <b>{t('changesWanted')}</b> {changesWanted}{' '}
          {may.change ? (
            <Link className="link" to="/queries/new" search={{ change: query.id }}>
              {t('changeIt')}
            </Link>
          ) : null}
        </p>
      )}
      {scheduleAt !== null && (status === 'pending' || status === 'approved') ? (
        <p className={css['banner']} title={formatFullTime(scheduleAt)}>
          {t('scheduledFor', { time: formatTime(scheduleAt, new Date(), today) })}
        </p>
      ) : null}
      {undo.of === null ? null : (
        <p className={css['banner']}>
          {t('undoLead')} <QueryLink id={undo.of} />. {t('undoConflicts')}
        </p>
      )}
      {undo.by === null ? null : (
        <p className={css['banner']}>
          {t('undoneBy')} <QueryLink id={undo.by} />
        </p>
      )}
    </>
  )
}
