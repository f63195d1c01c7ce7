import type { Instance } from '@steward/contract/api/instance'
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import type { Draft } from './draft.ts'
import css from './query.module.css'
import { brandOf } from './query-words.ts'

type Props = {
  readonly instances: readonly Instance[]
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  /** A request that is changed stays where it was asked for. */
  readonly isFixed: boolean
}

/** Which database it is for, and what is known of it: environment, pod, whether it has a copy for reads. */
export function PlaceFields({ instances, draft, set, isFixed }: Props) {
  const { t } = useTranslation('query')
  const chosen = instances.find(({ id }) => id === draft.instanceId)
  const choose = (id: string | null) => {
    const instance = instances.find((one) => one.id === id)
    const isKnown = draft.database !== null && instance?.databases.includes(draft.database) === true
    set({ instanceId: id, database: isKnown ? draft.database : (instance?.databases[0] ?? null) })
  }
  return (
    <div className={css['place']}>
      <Select
        className={css['instanceChoice'] ?? ''}
        aria-label={t('instance')}
        placeholder={t('chooseInstance')}
        searchable
        disabled={isFixed}
        leftSection={chosen === undefined ? null : <ServiceTile icon={brandOf[chosen.kind]} name={chosen.kind} small />}
        leftSectionWidth={38}
        nothingFoundMessage={t('noInstanceFound')}
        data={instances.map(({ id, name, environment, maySubmit }) => ({
          value: id,
          label: `${name} · ${t(`environment_${environment}`)}`,
          disabled: !maySubmit,
        }))}
        value={draft.instanceId}
        onChange={choose}
      />
      <Select
        className={css['databaseChoice'] ?? ''}
        aria-label={t('database')}
        placeholder={t('database')}
        searchable
        disabled={chosen === undefined}
        data={[...(chosen?.databases ?? [])]}
        value={draft.database}
        onChange={(database) => set({ database })}
      />
      {chosen === undefined ? null : (
        <>
          {chosen.mayWrite ? null : <EffectChip effect="read" label={t('readsOnly')} />}
          {chosen.pod === null ? null : <Tag>{t('pod', { name: chosen.pod.name })}</Tag>}
          {chosen.hasReplica ? <span className="xs dim hide-s">{t('replicaHint')}</span> : null}
        </>
      )}
    </div>
  )
}
