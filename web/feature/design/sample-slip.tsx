import { EffectChip } from '../../ui/effect-chip.tsx'
import css from '../../ui/slip.module.css'

const lines = [
  ['read', 'stripe.charge.get', '0.00', 'ch_3PZq8L · 212 ms'],
  ['pay', 'stripe.refund', '129.00', 'approved by T. Vega'],
  ['send', 'slack.message', '0.00', '#refunds'],
] as const

/** The one form that every effect ends in. */
export function SampleSlip() {
  return (
    <div className={css['slip']} style={{ maxWidth: 380 }}>
      <div>
        <div className={css['head']}>
          <b className="sp">RECEIPT 48213-4</b>
          <span className="dim">21 Nov 2026 09:41:07</span>
        </div>
        <hr />
        {lines.map(([effect, what, amount, detail]) => (
          <div key={what} className={css['line']}>
            <EffectChip effect={effect} />
            <span>{what}</span>
            <span className="num">{amount}</span>
            <small>{detail}</small>
          </div>
        ))}
      </div>
    </div>
  )
}
