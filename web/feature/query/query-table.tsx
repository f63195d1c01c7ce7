import type { QuerySummary } from '@steward/contract/api/query'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import tableCss from '../../ui/table.module.css'
import css from './query.module.css'
import { brandOf, effectOfClass, stateOf } from './query-words.ts'
import { useTitle } from './use-title.ts'

export function QueryTable({ items }: { readonly items: readonly QuerySummary[] }) {
  const { t } = useTranslation('query')
  const isPhone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  if (isPhone)
    return (
      <ul className={`card ${css['cards']}`}>
        {items.map((query) => (
          <Card key={query.id} query={query} />
        ))}
      </ul>
    )
  return (
    <div className="card">
      <table className={`${tableCss['table']} ${css['list']}`}>
        <thead>
          <tr>
            <th scope="col">{t('query')}</th>
            <th scope="col">{t('effect')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('instance')}</th>
            <th scope="col">{t('requester')}</th>
            <th scope="col" className={tableCss['right']}>
              {t('asked')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((query) => (
            <Row key={query.id} query={query} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function QueryState({ query, pill = false }: { readonly query: QuerySummary; readonly pill?: boolean }) {
  const { t } = useTranslation('query')
  const isAsked = query.status === 'pending'
  return (
    <StateLabel
      state={stateOf(query)}
      pill={pill || isAsked}
      text={t(query.isInDoubt ? 'status_in_doubt' : `status_${query.status}`)}
    />
  )
}

function Row({ query }: { readonly query: QuerySummary }) {
  const { t } = useTranslation('query')
  const title = useTitle()(query)
  const { instance, database, requester, createdAt, excerpt } = query
  return (
    <tr className={css['row']}>
      <td className={css['what']}>
        <Link to="/queries/$queryId" params={{ queryId: query.id }} className={`b ell ${css['open']}`}>
          {title}
        </Link>
        <div className="mono dim ell">{oneLine(excerpt)}</div>
      </td>
      <td>
        <EffectChip effect={effectOfClass[query.class]} label={t(`class_${query.class}`)} />
      </td>
      <td>
        <QueryState query={query} />
      </td>
      <td>
        <span className="row">
          <ServiceTile icon={brandOf[instance.kind]} name={instance.kind} small />
          <span className="ell">
            <span className="ell">{instance.name}</span>
            <div className="xs dim ell">
              {database} · {t(`environment_${instance.environment}`)}
            </div>
          </span>
        </span>
      </td>
      <td className="ink2 ell">{requester?.name ?? t('somebody')}</td>
      <td className={`${tableCss['right']} num dim nw`} title={formatFullTime(createdAt)}>
        {formatTime(createdAt, new Date(), t('today', { ns: 'common' }))}
      </td>
    </tr>
  )
}

function Card({ query }: { readonly query: QuerySummary }) {
  const { t } = useTranslation('query')
  const title = useTitle()(query)
  return (
    <li>
      <div className="row">
        <EffectChip effect={effectOfClass[query.class]} />
        <Link to="/queries/$queryId" params={{ queryId: query.id }} className={`b ell sp ${css['open']}`}>
          {title}
        </Link>
        <QueryState query={query} />
      </div>
      <div className="row xs dim num">
        <span className="ell">
          {query.instance.name} · {query.requester?.name ?? t('somebody')}
        </span>
        <span className="sp" />
        <span className="nw">{formatTime(query.createdAt, new Date(), t('today', { ns: 'common' }))}</span>
      </div>
    </li>
  )
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
