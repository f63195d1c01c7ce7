import type { Receipt } from '@steward/contract/api/effect'
import { useTranslation } from 'react-i18next'
import { formatDuration, formatFullTime, formatTime } from '../../lib/format.ts'
import { formatMoney } from '../../lib/money.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { OutcomeLabel } from './outcome-label.tsx'
import css from './effect.module.css'
import tableCss from '../../ui/table.module.css'

type Props = { readonly receipts: readonly Receipt[]; readonly onOpen: (id: string) => void }

export function EffectTable({ receipts, onOpen }: Props) {
  const { t } = useTranslation('effect')
  return (
    <div className={`card ${css['wide']}`}>
      <table className={tableCss['table']}>
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col" className="hide-s">
              {t('target')}
            </th>
            <th scope="col" className="hide-s">
              {t('workflow')}
            </th>
            <th scope="col" className={`${tableCss['right']} hide-s`}>
              {t('amount')}
            </th>
            <th scope="col">{t('outcome')}</th>
            <th scope="col" className={`${tableCss['right']} hide-s`}>
              {t('took')}
            </th>
            <th scope="col" className={`${tableCss['right']} hide-s`}>
              {t('at')}
            </th>
          </tr>
        </thead>
        <tbody>
          {receipts.map((receipt) => (
            <Row key={receipt.id} receipt={receipt} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ receipt, onOpen }: { readonly receipt: Receipt; readonly onOpen: (id: string) => void }) {
  const { t } = useTranslation('common')
  return (
    <tr className={css['row']}>
      <td>
        <span className="row">
          <EffectChip effect={receipt.class} />
          <button type="button" className={`b ell ${css['open']}`} onClick={() => onOpen(receipt.id)}>
            {receipt.nodeName}
          </button>
        </span>
        <div className={`xs dim num ${css['small']}`}>
          {[receipt.amount === null ? null : formatMoney(receipt.amount), formatTime(receipt.intendedAt, new Date(), t('today'))]
            .filter((part) => part !== null)
            .join(' · ')}
        </div>
      </td>
      <td className="mono ink2 ell hide-s">{receipt.target ?? ''}</td>
      <td className="ink2 ell hide-s">{receipt.workflowName ?? ''}</td>
      <td className={`${tableCss['right']} num hide-s`}>{receipt.amount === null ? '' : formatMoney(receipt.amount)}</td>
      <td>
        <OutcomeLabel outcome={receipt.outcome} />
      </td>
      <td className={`${tableCss['right']} num ink2 hide-s`}>{formatDuration(receipt.durationMs)}</td>
      <td className={`${tableCss['right']} num dim hide-s`} title={formatFullTime(receipt.intendedAt)}>
        {formatTime(receipt.intendedAt, new Date(), t('today'))}
      </td>
    </tr>
  )
}
