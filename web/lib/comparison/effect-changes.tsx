import type { DocumentComparison } from '@steward/contract/api/publication'
import type { EffectLine } from '@steward/contract/effect'
import { useTranslation } from 'react-i18next'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { effectsOutside } from './effects-outside.ts'
import css from './comparison.module.css'

const signs = { added: '+', removed: '−', kept: '' } as const

/** The risk sheet of a version: what it may do outside, and which of it is new. */
export function EffectChanges({ effects }: { readonly effects: DocumentComparison['effects'] }) {
  const { t } = useTranslation('publication')
  const { added, removed, kept } = effectsOutside(effects)
  const isAllKept = added.length + removed.length === 0
  if (isAllKept && kept.length === 0) return <p className="dim">{t('riskNone')}</p>
  return (
    <>
      <Lines kind="added" lines={added} />
      <Lines kind="removed" lines={removed} />
      {kept.length === 0 ? null : (
        <details open={isAllKept} className={css['more']}>
          <summary>{t('effectsKept', { count: kept.length })}</summary>
          <Lines kind="kept" lines={kept} />
        </details>
      )}
    </>
  )
}

function Lines({ kind, lines }: { readonly kind: keyof typeof signs; readonly lines: readonly EffectLine[] }) {
  const { t } = useTranslation('publication')
  if (lines.length === 0) return null
  return (
    <ul className={css['effects']} data-kind={kind}>
      {lines.map(({ node, class: effect, target, connection }, index) => (
        <li key={index}>
          <span className={css['sign']} aria-hidden>
            {signs[kind]}
          </span>
          <EffectChip effect={effect} label />
          <span className={css['effect']}>
            <span className="sr">{t(`effect_${kind}`)}: </span>
            <span className="b">{node}</span> {target === null ? null : <span className="mono">{target}</span>}{' '}
            {connection === null ? null : <span className="dim">{t('through', { connection })}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
