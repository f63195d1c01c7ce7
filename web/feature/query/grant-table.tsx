import type { AccessGrant, GrantState } from '@steward/contract/api/grant'
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { formatDuration, formatFullTime, formatTime } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import type { State } from '../../ui/state.ts'
import { StateLabel } from '../../ui/state-circle.tsx'
import tableCss from '../../ui/table.module.css'
import { type Deed, GrantDialog } from './grant-dialog.tsx'
import css from './query.module.css'

const circles: Readonly<Record<GrantState, State>> = {
  pending: 'waiting',
  approved: 'active',
  rejected: 'failed',
  revoked: 'cancelled',
  expired: 'cancelled',
  withdrawn: 'cancelled',
}

type Asked = { readonly grant: AccessGrant; readonly deed: Deed }

/** Who has access to what until when, with what the person may do about it. */
export function GrantTable({ grants }: { readonly grants: readonly AccessGrant[] }) {
  const { t } = useTranslation('access')
  const [asked, setAsked] = useState<Asked>()
  const isPhone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  const ask = (grant: AccessGrant) => (deed: Deed) => setAsked({ grant, deed })
  return (
    <>
      {isPhone ? (
        <ul className={`card ${css['cards']}`}>
          {grants.map((grant) => (
            <Card key={grant.id} grant={grant} onAct={ask(grant)} />
          ))}
        </ul>
      ) : (
        <div className="card">
          <table className={`${tableCss['table']} ${css['grants']}`}>
            <thead>
              <tr>
                <th scope="col">{t('who')}</th>
                <th scope="col">{t('where')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('why')}</th>
                <th scope="col">{t('until')}</th>
                <th scope="col">
                  <span className="sr">{t('more')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {grants.map((grant) => (
                <Row key={grant.id} grant={grant} onAct={ask(grant)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asked === undefined ? null : <GrantDialog grant={asked.grant} deed={asked.deed} onClose={() => setAsked(undefined)} />}
    </>
  )
}

type RowProps = { readonly grant: AccessGrant; readonly onAct: (deed: Deed) => void }

function Row({ grant, onAct }: RowProps) {
  const { t } = useTranslation('access')
  const { user, instance, database, reason, class: grantClass } = grant
  return (
    <tr>
      <td>
        <div className="b ell">{user?.name ?? t('somebody')}</div>
        <GrantState grant={grant} />
      </td>
      <td>
        <div>{instance.name}</div>
        <div className="xs dim">
          {database ?? t('anyDatabase')} · {t(`environment_${instance.environment}`)}
        </div>
      </td>
      <td>
        <EffectChip effect={grantClass} label={t(`grantClass_${grantClass}`)} />
      </td>
      <td>
        <p className={css['reasonText']}>{reason}</p>
        <Decided grant={grant} />
      </td>
      <td className="num">
        <Until grant={grant} />
      </td>
      <td>
        <Acts grant={grant} onAct={onAct} />
      </td>
    </tr>
  )
}

function Card({ grant, onAct }: RowProps) {
  const { t } = useTranslation('access')
  const { user, instance, database, reason, class: grantClass } = grant
  return (
    <li>
      <div className="row">
        <EffectChip effect={grantClass} />
        <span className="b ell sp">
          {user?.name ?? t('somebody')} · {instance.name}
        </span>
        <GrantState grant={grant} />
      </div>
      <div className="xs dim">
        {t(`grantClass_${grantClass}`)}, {database ?? t('anyDatabase')}
      </div>
      <p className={css['reasonText']}>{reason}</p>
      <Decided grant={grant} />
      <div className="row num">
        <Until grant={grant} />
        <span className="sp" />
        <Acts grant={grant} onAct={onAct} />
      </div>
    </li>
  )
}

function GrantState({ grant: { state } }: { readonly grant: AccessGrant }) {
  const { t } = useTranslation('access')
  return <StateLabel state={circles[state]} text={t(`grant_${state}`)} />
}

function Decided({ grant: { decidedBy, decisionReason } }: { readonly grant: AccessGrant }) {
  if (decidedBy === null && decisionReason === null) return null
  return (
    <div className="xs dim">
      {[decidedBy?.name, decisionReason].filter((part) => part !== undefined && part !== null).join(': ')}
    </div>
  )
}

/** Counted down while it holds. */
function Until({ grant: { until, state } }: { readonly grant: AccessGrant }) {
  const { t } = useTranslation('access')
  const leftMs = Date.parse(until) - useNow(1_000)
  const time = formatTime(until, new Date(), t('today', { ns: 'common' })).replace(/:\d\d$/, '')
  return (
    <div title={formatFullTime(until)}>
      <div className="nw">{time}</div>
      {state === 'approved' && leftMs > 0 ? <div className="xs dim nw">{t('left', { time: formatDuration(leftMs) })}</div> : null}
    </div>
  )
}

function Acts({ grant, onAct }: RowProps) {
  const { t } = useTranslation('access')
  const { user } = useSession()
  const isOwn = grant.user?.id === user.id
  const name = grant.user?.name ?? t('somebody')
  const ending = isOwn ? (grant.state === 'pending' ? 'withdraw' : 'end') : 'revoke'
  return (
    <div className={css['acts']}>
      {grant.mayDecide ? (
        <>
          <Button size="compact-sm" onClick={() => onAct('approve')} aria-label={`${t('give')}: ${name}`}>
            {t('give')}
          </Button>
          <Button
            size="compact-sm"
            style={{ color: 'var(--delete)' }}
            onClick={() => onAct('reject')}
            aria-label={`${t('refuse')}: ${name}`}
          >
            {t('refuse')}
          </Button>
        </>
      ) : grant.mayRevoke ? (
        <Button size="compact-sm" onClick={() => onAct('revoke')} aria-label={`${t(ending)}: ${name}`}>
          {t(ending)}
        </Button>
      ) : null}
    </div>
  )
}
