import type { Approval } from '@steward/contract/api/approval'
import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatDuration, formatFullTime } from '../format.ts'
import { useNow } from '../use-now.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import css from './approval.module.css'
import { stateOf } from './approval-state.ts'

type Shown = Pick<Approval, 'class' | 'environment' | 'state' | 'expiresAt' | 'title' | 'detail'>

/** The class, until when it can be decided, what will happen in a sentence, and why. */
export function CardHead({ approval }: { readonly approval: Shown }) {
  const { t } = useTranslation('approval')
  return (
    <header className={css['head']}>
      <span className={`${css['mark']} hide-s`} aria-hidden>
        <EffectChip effect={approval.class} large />
      </span>
      <div className="sp">
        <div className={`${css['over']} xs dim`}>
          <EffectChip effect={approval.class} label />
          <span>{t(`in_${approval.environment}`)}</span>
          <span className="sp" />
          {approval.state === 'pending' ? (
            <Expiry at={approval.expiresAt} />
          ) : (
            <StateLabel state={stateOf[approval.state]} text={t(`state_${approval.state}`)} pill />
          )}
        </div>
        <h2 className={css['say']}>{approval.title}</h2>
        {approval.detail === null ? null : <p className={css['why']}>{approval.detail}</p>}
      </div>
    </header>
  )
}

function Expiry({ at }: { readonly at: string }) {
  const { t } = useTranslation('approval')
  const leftMs = Date.parse(at) - useNow(1_000)
  return (
    <span className={css['expiry']} title={formatFullTime(at)} data-soon={leftMs < 3_600_000 || undefined}>
      <Hourglass size={12} aria-hidden />
      <span className="num nw">{leftMs <= 0 ? t('expired') : t('expiresIn', { time: formatDuration(leftMs) })}</span>
    </span>
  )
}
