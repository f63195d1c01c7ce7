import type { ApprovalDetail } from '@steward/contract/api/approval'
import type { Query } from '@steward/contract/api/query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFullTime, formatTime, shortId } from '../../lib/format.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { historyOf } from './history.ts'
import css from './query.module.css'

type Props = { readonly query: Query; readonly approval: ApprovalDetail | undefined }

/** What was done about it, newest first, and the requests it belongs to. */
export function HistoryTab({ query, approval }: Props) {
  const { t } = useTranslation(['query', 'approval'])
  const today = t('today', { ns: 'common' })
  const { undo, clonedFrom } = query
  return (
    <div className={css['history']}>
      <ol>
        {historyOf(query, approval).map(({ name, state, at, who, to, note }) => (
          <li key={`${name} ${at}`}>
            <StateCircle state={state} />
            <div className="sp">
              <span>
                {name.startsWith('did_')
                  ? t(name as 'did_approve', { ns: 'approval', name: who ?? t('somebody'), to: to ?? t('somebody') })
                  : t(name as 'event_asked', { name: who ?? t('somebody') })}
              </span>
              {note === null ? null : <p className={css['said']}>{note}</p>}
            </div>
            <span className="xs dim num nw" title={formatFullTime(at)}>
              {formatTime(at, new Date(), today)}
            </span>
          </li>
        ))}
      </ol>
      <dl className={css['relations']}>
        {clonedFrom === null ? null : (
          <Relation name={t('copyOf')}>
            <QueryLink id={clonedFrom} />
          </Relation>
        )}
        {undo.of === null ? null : (
          <Relation name={t('takesBack')}>
            <QueryLink id={undo.of} />
          </Relation>
        )}
        {undo.by === null ? null : (
          <Relation name={t('takenBackBy')}>
            <QueryLink id={undo.by} />
          </Relation>
        )}
        <Relation name={t('version')}>{query.version}</Relation>
        <Relation name={t('hash')}>
          <code className={css['hash']}>{query.hash}</code>
        </Relation>
      </dl>
    </div>
  )
}

export const QueryLink = ({ id }: { readonly id: string }) => (
  <Link className="link num" to="/queries/$queryId" params={{ queryId: id }}>
    {shortId(id)}
  </Link>
)

function Relation({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
