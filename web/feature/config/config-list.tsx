import type { ConfigEntry } from '@steward/contract/api/config'
import { ChevronRight, Lock, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { RungBadge } from './rung-badge.tsx'
import { useValueText } from './use-value-text.ts'
import css from './config.module.css'

type Props = { readonly entries: readonly ConfigEntry[]; readonly onOpen: (key: string) => void }

/** Settings by category, each with the value that counts and where it comes from. */
export function ConfigList({ entries, onOpen }: Props) {
  return [...Map.groupBy(entries, (entry) => entry.category)].map(([category, ofIt]) => (
    <section key={category} className={css['category']}>
      <h2>{category}</h2>
      <ul className="card">
        {ofIt.map((entry) => (
          <li key={entry.key}>
            <Row entry={entry} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

function Row({ entry, onOpen }: { readonly entry: ConfigEntry; readonly onOpen: (key: string) => void }) {
  const { t } = useTranslation('config')
  const text = useValueText(entry)
  const isLocked = entry.ladder.some((one) => one.verdict === 'wins' && one.locked)
  const isBroken = entry.ladder.some((one) => one.verdict === 'broken')
  return (
    <button type="button" className={`${css['row']} focusable`} onClick={() => onOpen(entry.key)}>
      <span className={css['what']}>
        <span className="b">{entry.title}</span>
        <span className={`${css['about']} xs dim`}>{entry.description}</span>
      </span>
      <span className={css['now']}>
        <span className={css['value']}>{text(entry.value, !entry.secret || entry.rung !== 'DEFAULT')}</span>
        <span className={css['marks']}>
          {isBroken ? (
            <span className={css['broken']} title={t('brokenHere')}>
              <TriangleAlert size={14} aria-label={t('brokenHere')} />
            </span>
          ) : null}
          {isLocked ? <Lock size={13} aria-label={t('locked')} /> : null}
          <RungBadge rung={entry.rung} counts />
        </span>
      </span>
      <ChevronRight size={16} aria-hidden className="dim hide-s" />
    </button>
  )
}
