import type { ConfigEntry, ConfigRung } from '@steward/contract/api/config'
import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../lib/format.ts'
import { RungBadge } from './rung-badge.tsx'
import { useValueText } from './use-value-text.ts'
import css from './config.module.css'

/** Why a setting has its value: every place that was looked at, the narrowest first, and what became of it. */
export function Ladder({ entry }: { readonly entry: ConfigEntry }) {
  const { t } = useTranslation('config')
  return (
    <section className={css['section']}>
      <h3>{t('why')}</h3>
      <ol className={css['ladder']}>
        {entry.ladder.toReversed().map((rung) => (
          <Rung key={rung.rung} entry={entry} rung={rung} />
        ))}
      </ol>
    </section>
  )
}

function Rung({ entry, rung }: { readonly entry: ConfigEntry; readonly rung: ConfigRung }) {
  const { t } = useTranslation('config')
  const text = useValueText(entry)
  const isSet = rung.verdict !== 'not_set' && rung.verdict !== 'broken'
  const { fault, verdict, updatedAt, updatedBy } = rung
  return (
    <li className={css['rung']} data-verdict={verdict}>
      <div className="row">
        <RungBadge rung={rung.rung} counts={verdict === 'wins'} />
        {rung.locked ? (
          <span className={css['lock']}>
            <Lock size={12} aria-hidden /> {t('locked')}
          </span>
        ) : null}
        <span className="sp" />
        <span className={css['rungValue']}>{isSet ? text(rung.value, rung.rung !== 'DEFAULT' || !entry.secret) : '–'}</span>
      </div>
      <div className="row xs dim">
        <span className={verdict === 'wins' ? css['wins'] : verdict === 'broken' ? css['broken'] : undefined}>
          {t(`verdict.${verdict}`, { fault: fault ?? '' })}
        </span>
        <span className="sp" />
        {updatedAt === null || !isSet ? null : (
          <span>
            {formatTime(updatedAt, new Date(), t('today', { ns: 'common' }))}
            {updatedBy === null ? '' : ` ${t('by', { name: updatedBy.name ?? t('someone') })}`}
          </span>
        )}
      </div>
    </li>
  )
}
