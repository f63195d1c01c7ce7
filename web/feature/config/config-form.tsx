import type { ConfigEntry, ConfigRung } from '@steward/contract/api/config'
import { Button, Switch } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConfigPlace, useSetConfig, useUnsetConfig } from '../../api/config.ts'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { ValueField } from './value-field.tsx'
import css from './config.module.css'

type Props = {
  readonly entry: ConfigEntry
  readonly place: ConfigPlace
  /** What stands at this place. */
  readonly rung: ConfigRung
  readonly placeName: string
  readonly onChanged: (entry: ConfigEntry) => void
}

/** Sets the value of one place, or takes it back. Whoever was slower than somebody else sees theirs first, and keeps what was typed. */
export function ConfigForm({ entry, place, rung, placeName, onChanged }: Props) {
  const { t } = useTranslation('config')
  const isSet = rung.verdict !== 'not_set'
  const [value, setValue] = useState<unknown>(() =>
    entry.secret ? undefined : isSet && rung.fault === null ? rung.value : entry.value,
  )
  const [locked, setLocked] = useState(rung.locked)
  const set = useSetConfig()
  const unset = useUnsetConfig()
  const error = set.error ?? unset.error
  const isLate = hasCode(error, 'config.changed_meanwhile')
  // Somebody else's value is overwritten only once it was said that there is one.
  const [opened] = useState(rung.version)
  const spot = { place, key: entry.key, version: isLate ? rung.version : opened }

  const done = (now: ConfigEntry, sentence: string) => {
    notifyDone(sentence)
    onChanged(now)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    unset.reset()
    set.mutate({ ...spot, value, locked }, { onSuccess: (now) => done(now, t('saved', { title: entry.title })) })
  }
  return (
    <form className={css['section']} onSubmit={submit} noValidate>
      <h3>{t(isSet ? 'changeHere' : 'setHere', { place: placeName })}</h3>
      <ValueField entry={entry} value={value} onChange={setValue} />
      {entry.lockable ? (
        <Switch
          label={t('lock')}
          description={t('lockHelp')}
          classNames={{ description: css['hint'] ?? '' }}
          checked={locked}
          onChange={(event) => setLocked(event.currentTarget.checked)}
        />
      ) : null}
      {error === null ? null : (
        <Problem
          title={isLate ? t('conflict') : t('actionFailed', { ns: 'common' })}
          text={isLate ? t('conflictText') : sentenceOf(error)}
        />
      )}
      <div className="row">
        <Button type="submit" variant="filled" disabled={value === undefined} loading={set.isPending}>
          {t('save', { ns: 'common' })}
        </Button>
        {isSet ? (
          <Button
            loading={unset.isPending}
            onClick={() => {
              set.reset()
              unset.mutate(spot, { onSuccess: (now) => done(now, t('takenBack', { title: entry.title })) })
            }}
          >
            {t('takeBack')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
