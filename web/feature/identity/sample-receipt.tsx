import type { EffectClass } from '@steward/contract/effect'
import { useTranslation } from 'react-i18next'
import { EffectChip } from '../../ui/effect-chip.tsx'
import css from './door.module.css'

type Line = readonly [effect: EffectClass, what: string, amount: string, detail: string]

/** Made up, to show the form that every receipt has. */
const lines: readonly Line[] = [
  ['read', 'stripe.charge.get', '0.00', 'ch_3PZq8L · 212 ms'],
  ['pay', 'stripe.refund', '129.00', 'approved by T. Vega'],
  ['write', 'orders.update', '0.00', '1 row · HG-20871'],
  ['send', 'slack.message', '0.00', '#refunds'],
]

export function SampleReceipt() {
  const { t } = useTranslation('identity')
  return (
    <div className={css['art']}>
      <div className={css['slip']}>
        <div>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <b>RECEIPT 48213-4</b>
            <span className="dim">21 Nov 2026 09:41:07</span>
          </div>
          <hr />
          {lines.map(([effect, what, amount, detail]) => (
            <div key={what} className={css['line']}>
              <EffectChip effect={effect} />
              <span>{what}</span>
              <span className="num">{amount}</span>
              <small>{detail}</small>
              <em>{t('done')}</em>
            </div>
          ))}
          <hr />
          <div className={css['sum']}>
            <span>Platform cost</span>
            <i />
            <span className="num">0.0042</span>
          </div>
          <div className={css['sum']}>
            <b>Total EUR</b>
            <i />
            <b className="num">129.0042</b>
          </div>
        </div>
      </div>
    </div>
  )
}
