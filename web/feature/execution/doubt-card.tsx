import type { NodeExecution } from '@steward/contract/api/execution'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDecide } from '../../api/executions.ts'
import { formatTime } from '../../lib/format.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import { parseItems } from './parse-items.ts'
import css from './execution.module.css'

type Decision = 'happened' | 'repeat' | 'stop' | 'probe'

const decisions = ['happened', 'repeat', 'stop', 'probe'] as const
const told = { happened: 'decided', repeat: 'decided', stop: 'decidedStop', probe: 'probed' } as const

type Props = {
  readonly executionId: string
  readonly node: NodeExecution
  /** The node has been told how to ask its service. */
  readonly canProbe: boolean
}

/** Only a person can tell whether a call went out whose answer was lost. Choosing and confirming are two steps. */
export function DoubtCard({ executionId, node, canProbe }: Props) {
  const { t } = useTranslation('execution')
  const [decision, setDecision] = useState<Decision>()
  const [itemsText, setItemsText] = useState('')
  const [reason, setReason] = useState('')
  const decide = useDecide()
  const items = itemsText.trim() === '' ? undefined : parseItems(itemsText)
  const faulty = items === null
  const confirm = () => {
    if (decision === undefined || items === null) return
    decide.mutate(
      {
        id: executionId,
        index: node.index,
        decision,
        ...(decision === 'happened' && items !== undefined ? { items } : {}),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      { onSuccess: () => notifyDone(t(told[decision])) },
    )
  }
  return (
    <section className={`card ${css['doubt']}`}>
      <div className="row">
        <StateCircle state="in_doubt" />
        <h2>{t('doubtTitle', { node: node.nodeName })}</h2>
      </div>
      <p className="ink2">{t('doubtText')}</p>
      <div className="row xs">
        <EffectChip effect={node.effect} label />
        <span className="dim">
          {t('doubtSince', { at: formatTime(node.startedAt, new Date(), t('today', { ns: 'common' })) })}
        </span>
      </div>
      <div className="row" style={{ flexWrap: 'wrap' }} role="group" aria-label={t('doubtTitle', { node: node.nodeName })}>
        {(canProbe ? decisions : decisions.slice(0, 3)).map((one) => (
          <Button
            key={one}
            aria-pressed={decision === one}
            style={decision === one ? { borderColor: 'var(--accent)', boxShadow: '0 0 0 1px var(--accent)' } : {}}
            onClick={() => setDecision(one)}
          >
            {t(one)}
          </Button>
        ))}
      </div>
      {decision === 'happened' ? (
        <Textarea
          label={t('itemsGiven')}
          description={t('happenedHelp')}
          placeholder='[{ "id": 1 }]'
          rows={3}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
          value={itemsText}
          error={faulty ? t('notItems') : null}
          onChange={(event) => setItemsText(event.currentTarget.value)}
        />
      ) : null}
      {decision === undefined ? null : (
        <>
          <Textarea
            label={t('reason')}
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button variant="filled" loading={decide.isPending} disabled={decision === 'happened' && faulty} onClick={confirm}>
            {`${t('decide')}: ${t(decision)}`}
          </Button>
        </>
      )}
    </section>
  )
}
