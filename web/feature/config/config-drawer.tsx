import type { ConfigEntry } from '@steward/contract/api/config'
import { Drawer } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConfigPlace } from '../../api/config.ts'
import { ConfigForm } from './config-form.tsx'
import { History } from './history.tsx'
import { Ladder } from './ladder.tsx'
import css from './config.module.css'

type Props = {
  readonly entry: ConfigEntry | undefined
  readonly place: ConfigPlace
  readonly mayChange: boolean
  readonly onClose: () => void
}

/** One setting: what it means, the field, why it has its value, and what it was. */
export function ConfigDrawer({ entry, place, mayChange, onClose }: Props) {
  const { t } = useTranslation('config')
  return (
    <Drawer
      opened={entry !== undefined}
      onClose={onClose}
      title={entry?.title}
      size={480}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {entry === undefined ? null : <Setting key={entry.key} entry={entry} place={place} mayChange={mayChange} />}
    </Drawer>
  )
}

function Setting({ entry, place, mayChange }: { entry: ConfigEntry; place: ConfigPlace; mayChange: boolean }) {
  const { t } = useTranslation('config')
  const placeName = usePlaceName(place)
  const rung = entry.ladder.find((one) => one.rung === rungOf(place))
  // Once our own change is shown the field begins with what stands now; what somebody else changes leaves it as it was typed.
  const [own, setOwn] = useState(rung?.version)
  const [shown, setShown] = useState(own)
  if (own !== shown && own === rung?.version) setShown(own)
  const changed = ({ ladder }: ConfigEntry) => setOwn(ladder.find((one) => one.rung === rungOf(place))?.version)
  const isLockedAbove = place.of === 'workspace' && entry.ladder.some((one) => one.rung === 'GLOBAL' && one.locked)
  return (
    <div className={css['drawer']}>
      <div>
        <p className="ink2">{entry.description}</p>
        <p className={`${css['key']} dim`}>{entry.key}</p>
      </div>
      {isLockedAbove ? <p className={css['note']}>{t('lockedAbove')}</p> : null}
      {mayChange ? null : <p className={css['note']}>{t('readOnly')}</p>}
      {rung === undefined || isLockedAbove || !mayChange ? null : (
        <ConfigForm key={shown} entry={entry} place={place} rung={rung} placeName={placeName} onChanged={changed} />
      )}
      <Ladder entry={entry} />
      <History
        entry={entry}
        place={place}
        version={rung?.version ?? 0}
        mayChange={mayChange && !isLockedAbove}
        onChanged={changed}
      />
    </div>
  )
}

function rungOf(place: ConfigPlace) {
  if (place.of === 'workspace') return 'TENANT'
  return place.environment === undefined ? 'GLOBAL' : 'ENVIRONMENT'
}

function usePlaceName(place: ConfigPlace): string {
  const { t } = useTranslation('config')
  if (place.of === 'workspace') return t('placeWorkspace')
  return place.environment === undefined ? t('placeInstallation') : t('placeEnvironment', { name: place.environment })
}
