import type { Instance } from '@steward/contract/api/instance'
import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { instanceHealthQuery } from '../../api/instances.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatDuration } from '../../lib/format.ts'
import { SkeletonRows, Problem } from '../../ui/feedback.tsx'
import { StateCircle, StateLabel } from '../../ui/state-circle.tsx'
import css from './instance.module.css'

/** In a word, with the sentence in its title. */
export function HealthLabel({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation('instance')
  const health = useQuery(instanceHealthQuery(instance.id))
  if (health.isPending) return <StateLabel state="queued" text={t('testing')} />
  const items = health.data?.items ?? []
  const bad = items.filter(({ isReachable }) => !isReachable)
  const problem = health.isError ? sentenceOf(health.error) : (bad[0]?.problem ?? '')
  if (problem === '' && bad.length === 0) return <StateLabel state="active" text={t('healthy')} />
  const isPartly = !health.isError && bad.length < items.length
  return (
    <span title={problem}>
      <StateLabel state="failed" text={t(isPartly ? 'partly' : 'unhealthy')} />
    </span>
  )
}

/** Each way to the server, by each login, tried now. */
export function HealthDialog({ instance, onClose }: { readonly instance: Instance; readonly onClose: () => void }) {
  const { t } = useTranslation('instance')
  const health = useQuery({ ...instanceHealthQuery(instance.id), staleTime: 0 })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('healthTitle', { name: instance.name })}
      size={520}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {health.isFetching ? <SkeletonRows rows={2} /> : null}
      {health.isError && !health.isFetching ? <Problem title={t('unhealthy')} text={sentenceOf(health.error)} /> : null}
      {health.data === undefined || health.isFetching ? null : (
        <ul className={css['ways']}>
          {health.data.items.map(({ database, place, login, isReachable, version, latencyMs, problem }) => (
            <li key={`${database} ${place} ${login}`}>
              <StateCircle state={isReachable ? 'active' : 'failed'} />
              <div className="sp">
                <div className="b">
                  {t(`place_${place}`)}, {t(`login_${login}`)} <span className="dim">{database}</span>
                </div>
                <p className="xs dim">{problem ?? `${version ?? ''} · ${formatDuration(latencyMs)}`}</p>
              </div>
              <span className="sr">{t(isReachable ? 'healthy' : 'unhealthy')}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 12 }}>
        <Button loading={health.isFetching} onClick={() => void health.refetch()}>
          {t('testAgain')}
        </Button>
      </div>
    </Modal>
  )
}
