import type { Query } from '@steward/contract/api/query'
import { useQuery } from '@tanstack/react-query'
import { ExternalLink, Lock, LockOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { instancesQuery } from '../../api/instances.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import css from './query.module.css'
import { brandOf, effectOfClass } from './query-words.ts'

/** Where it is executed, what it may do there, and by which seal it is bound. */
export function QueryPlace({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const instances = useQuery(instancesQuery)
  const hasReplica = instances.data?.items.find(({ id }) => id === query.instance.id)?.hasReplica ?? false
  const { instance, database, pod, hash, ticketUrl, status } = query
  const isOpen = status === 'pending'
  const Icon = isOpen ? LockOpen : Lock
  return (
    <div className={css['place']}>
      <span className={css['where']}>
        <ServiceTile icon={brandOf[instance.kind]} name={instance.kind} small />
        <span className="b ell">{instance.name}</span>
        <span className="dim ell">
          {database}, {t(query.class === 'read' && hasReplica ? 'onReplica' : 'onPrimary')}
        </span>
      </span>
      <Tag>{t(`environment_${instance.environment}`)}</Tag>
      <EffectChip effect={effectOfClass[query.class]} label={t(`class_${query.class}`)} />
      {pod === null ? null : <Tag>{t('pod', { name: pod.name })}</Tag>}
      {ticketUrl === null ? null : (
        <a className={`link ${css['ticket']}`} href={ticketUrl} target="_blank" rel="noreferrer noopener">
          {t('ticketLink')} <ExternalLink size={12} aria-hidden />
        </a>
      )}
      <span className="sp" />
      <span className={`${css['sealed']} xs dim`} title={hash}>
        <Icon size={13} aria-hidden />
        {t(isOpen ? 'sealedOpen' : 'sealedLocked', { hash: `${hash.slice(0, 4)}…${hash.slice(-4)}` })}
      </span>
    </div>
  )
}
