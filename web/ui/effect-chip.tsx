import type { EffectClass } from '@steward/contract/effect'
import { Tooltip } from '@mantine/core'
import { Banknote, CircleDashed, Eye, PencilLine, Send, Terminal, Trash2, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './effect-chip.module.css'

const glyphs: Record<EffectClass, LucideIcon> = {
  pure: CircleDashed,
  read: Eye,
  write: PencilLine,
  send: Send,
  pay: Banknote,
  delete: Trash2,
  execute: Terminal,
}
/** The order in which several classes stand side by side. */
const order: readonly EffectClass[] = ['pure', 'read', 'write', 'send', 'pay', 'delete', 'execute']

/** A small square: what a node may do outside. With `label` it says the class in a word. */
export function EffectChip({
  effect,
  label,
  large = false,
}: {
  readonly effect: EffectClass
  readonly label?: string | boolean
  readonly large?: boolean
}) {
  const { t } = useTranslation('common')
  const Glyph = glyphs[effect]
  const word = t(`effect.${effect}`)
  if (label !== undefined && label !== false) {
    return (
      <span className={`e e-${effect} ${css['chip']}`}>
        <Glyph size={12} strokeWidth={2.1} aria-hidden />
        {label === true ? word : label}
      </span>
    )
  }
  return (
    <Tooltip label={`${word}: ${t(`effectHelp.${effect}`)}`}>
      <span className={`e e-${effect} ${css['square']} ${large ? css['large'] : ''}`} role="img" aria-label={word}>
        <Glyph size={large ? 17 : 12} strokeWidth={large ? 1.9 : 2.1} aria-hidden />
      </span>
    </Tooltip>
  )
}

export function EffectSquares({ effects }: { readonly effects: readonly EffectClass[] }) {
  const shown = order.filter((effect) => effect !== 'pure' && effects.includes(effect))
  return (
    <span className={css['squares']}>
      {shown.map((effect) => (
        <EffectChip key={effect} effect={effect} />
      ))}
    </span>
  )
}
