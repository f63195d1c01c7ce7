import type { ApprovalDetail } from '@steward/contract/api/approval'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFullTime, initials, shortId } from '../format.ts'
import { Seal, ShortHash } from '../../ui/seal.tsx'
import { atWords } from './approval-words.ts'
import css from './approval.module.css'

/** Who asked at the left, the seal of what is asked about at the right. */
export function CardFoot({
  hash,
  turned,
  children,
}: {
  readonly hash: string
  readonly turned: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('approval')
  return (
    <div className={css['who']}>
      {children}
      <span className="sp hide-s" />
      <div className={`${css['sealed']} hide-s`}>
        <div>
          <ShortHash hash={hash} />
          <div className="xxs dim nw">{t('bytes')}</div>
        </div>
        <Seal hash={hash} turned={turned} />
      </div>
    </div>
  )
}

export function Asker({ approval }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation(['approval', 'common'])
  const { requester, subject, createdAt } = approval
  const person = requester?.name ?? t('somebody')
  return (
    <div className={css['asker']}>
      <span className={css['face']} aria-hidden>
        {initials(person)}
      </span>
      <div className="sp">
        <Origin subject={subject} />
        <div className="xs dim" title={formatFullTime(createdAt)}>
          {t('asked', { at: atWords(t, createdAt) })}{' '}
          {subject.executionId === null ? null : (
            <>
              {t('askedByExecution')}{' '}
              <Link to="/executions/$executionId" params={{ executionId: subject.executionId }} className="link num">
                {shortId(subject.executionId)}
              </Link>{' '}
            </>
          )}
          {subject.kind === 'query' ? `${t('askedByQuery')} ` : null}
          {requester === null ? null : t('forPerson', { name: requester.name })}
        </div>
      </div>
    </div>
  )
}

function Origin({ subject }: { readonly subject: ApprovalDetail['subject'] }) {
  const { t } = useTranslation('approval')
  if (subject.kind === 'query')
    return (
      <a href={`/queries/${subject.id}`} className="b">
        {t('openQuery')}
      </a>
    )
  if (subject.workflowId === null) return null
  return (
    <div className="ell">
      <Link
        to="/workflows/$workflowId"
        params={{ workflowId: subject.workflowId }}
        search={subject.nodeId === null ? {} : { node: subject.nodeId }}
        className="b"
      >
        {subject.workflowName ?? shortId(subject.workflowId)}
        {subject.nodeName === null ? '' : `, ${subject.nodeName}`}
      </Link>{' '}
      {subject.workflowVersion === null ? null : (
        <span className="dim num">{t('version', { version: subject.workflowVersion })}</span>
      )}
    </div>
  )
}
