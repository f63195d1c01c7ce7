import type { ApprovalDetail } from '@steward/contract/api/approval'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { formatFullTime, formatTime, initials } from '../../lib/format.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { Tag } from '../../ui/kbd.tsx'
import css from '../../lib/approval/approval.module.css'

const follows = { node: 'goesOn', query: 'runsQuery', publish: 'goesLive', undo: 'takenBack' } as const

/** What stands beside the card: what follows, who may decide, what has been said so far, how it went before. */
export function ContextColumn({ approval }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation('approval')
  const { likeThis, subject } = approval
  return (
    <aside className={css['context']} aria-label={t('soFar')}>
      {approval.state === 'pending' ? (
        <section>
          <h3>{t('ifYouApprove')}</h3>
          <div className={css['next']}>
            <EffectChip effect={approval.class} />
            <span>{subject.nodeName ?? t(`effect.${approval.class}`, { ns: 'common' })}</span>
          </div>
          <p className="xs dim">{t(follows[subject.kind])}</p>
        </section>
      ) : null}
      {approval.state !== 'pending' && approval.deciders.length === 0 ? null : (
        <section>
          <h3>{t('whoMayDecide')}</h3>
          <DeciderList approval={approval} />
        </section>
      )}
      <section>
        <h3>{t('soFar')}</h3>
        <History approval={approval} />
      </section>
      <section>
        <h3>{t('likeThis')}</h3>
        <dl className={css['sums']}>
          <Sum name={t('approvedDays', { days: likeThis.days })} value={likeThis.approved} />
          <Sum name={t('rejectedDays')} value={likeThis.rejected} />
        </dl>
      </section>
    </aside>
  )
}

function Sum({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <i aria-hidden />
      <dd className="num">{value}</dd>
    </div>
  )
}

const deciderMax = 8

function DeciderList({ approval: { deciders, decisions } }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation('approval')
  const { user } = useSession()
  if (deciders.length === 0) return <p className="xs dim">{t('nobodyMayDecide')}</p>
  const approved = new Set(decisions.flatMap(({ by, decision }) => (decision === 'approve' && by !== null ? [by.id] : [])))
  const ordered = deciders.toSorted((a, b) => Number(b.id === user.id) - Number(a.id === user.id))
  return (
    <ul className={css['people']}>
      {ordered.slice(0, deciderMax).map(({ id, name, email }) => (
        <li key={id} title={email}>
          <span className={css['face']} aria-hidden>
            {initials(name)}
          </span>
          <span className="sp ell">{name}</span>
          {id === user.id ? <Tag>{t('you')}</Tag> : null}
          {approved.has(id) ? <span className={css['approved']}>{t('state_approved')}</span> : null}
        </li>
      ))}
      {deciders.length > deciderMax ? (
        <li className="xs dim">{t('policyMore', { count: deciders.length - deciderMax })}</li>
      ) : null}
    </ul>
  )
}

function History({ approval }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation('approval')
  const today = t('today', { ns: 'common' })
  const time = (at: string) => formatTime(at, new Date(), today).replace(`${today}, `, '')
  const { decisions, createdAt, deciders } = approval
  return (
    <ol className={css['history']}>
      {decisions.toReversed().map(({ by, decision, at, reason, via, delegatedTo }) => (
        <li key={`${decision} ${at}`} data-last>
          <div>{t(`did_${decision}`, { name: by?.name ?? t('somebody'), to: delegatedTo?.name ?? t('somebody') })}</div>
          {reason === null ? null : <div className="xs ink2">{reason}</div>}
          <div className="xs dim num" title={formatFullTime(at)}>
            {time(at)} {via === 'web' ? '' : `· ${t(`via_${via}`)}`}
          </div>
        </li>
      ))}
      <li data-last={decisions.length === 0 || undefined}>
        <div>{deciders.length === 0 ? t('askedSome') : t('askedOf', { count: deciders.length })}</div>
        <div className="xs dim num" title={formatFullTime(createdAt)}>
          {time(createdAt)}
        </div>
      </li>
    </ol>
  )
}
