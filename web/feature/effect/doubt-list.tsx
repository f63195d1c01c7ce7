import type { Receipt } from '@steward/contract/api/effect'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { executionQuery, useDecide } from '../../api/executions.ts'
import { useCan } from '../../api/session.ts'
import { formatMoney } from '../../lib/money.ts'
import { JsonText } from '../../ui/json-text.tsx'
import { canProbe } from '../../lib/can-probe.ts'
import { DoubtCard } from '../../ui/doubt-card.tsx'
import css from './effect.module.css'

/** What waits for an answer, on top of everything else. */
export function DoubtList({ receipts }: { readonly receipts: readonly Receipt[] }) {
  const { t } = useTranslation('effect')
  return (
    <section className={css['doubts']}>
      <h2>{t('doubtHeading')}</h2>
      {receipts.map((receipt) =>
        receipt.executionId === null ? null : <Doubt key={receipt.id} receipt={receipt} executionId={receipt.executionId} />,
      )}
    </section>
  )
}

/** The question is the one the execution asks, so that it is answered in one way everywhere. */
function Doubt({ receipt, executionId }: { readonly receipt: Receipt; readonly executionId: string }) {
  const { t } = useTranslation('effect')
  const client = useQueryClient()
  const decide = useDecide()
  const mayAnswer = useCan()('execution:write')
  const execution = useQuery(executionQuery(executionId))
  const node = execution.data?.nodes.find(
    ({ nodeId, runIndex, status }) => status === 'in_doubt' && nodeId === receipt.nodeId && runIndex === receipt.runIndex,
  )
  if (execution.data === undefined || node === undefined) return null
  return (
    <div className={css['doubt']}>
      <DoubtCard
        node={node}
        canProbe={canProbe(execution.data.document, node)}
        isPending={decide.isPending}
        mayAnswer={mayAnswer}
        onAnswer={(answer) =>
          decide.mutate(
            { id: executionId, index: node.index, ...answer },
            { onSettled: () => void client.invalidateQueries({ queryKey: ['effects'] }) },
          )
        }
      />
      <p className="b">{mayHave(receipt, t)}</p>
      <div className="row xs">
        <span className="ink2 ell">{receipt.workflowName}</span>
        {receipt.connection === null ? null : <span className="dim ell">{receipt.connection.name}</span>}
        <span className="sp" />
        <Link to="/executions/$executionId" params={{ executionId }} className="b nw">
          {t('openExecution')}
        </Link>
      </div>
      {receipt.request === undefined ? null : (
        <details open>
          <summary>{t('request')}</summary>
          <JsonText value={receipt.request} />
        </details>
      )}
    </div>
  )
}

/** What may have happened, in a sentence with its values. */
function mayHave({ class: effect, target, amount }: Receipt, t: TFunction<'effect'>): string {
  const where = { target: target ?? t('doubtNowhere') }
  if (effect === 'pay' && amount !== null) return t('doubtPayAmount', { ...where, amount: formatMoney(amount) })
  return effect === 'pure' ? '' : t(sentences[effect], where)
}

const sentences = {
  read: 'doubtRead',
  write: 'doubtWrite',
  send: 'doubtSend',
  pay: 'doubtPay',
  delete: 'doubtDelete',
  execute: 'doubtExecute',
} as const
