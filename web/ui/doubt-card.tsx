import type { NodeExecution } from '@steward/contract/api/execution'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../lib/format.ts'
import { parseItems } from '../lib/parse-items.ts'
import { EffectChip } from './effect-chip.tsx'
import { StateCircle } from './state-circle.tsx'
import css from './doubt-card.module.css'

const decisions = ['happened', 'repeat', 'stop', 'probe'] as const
type Decision = (typeof decisions)[number]

export type Answered = {
  readonly decision: Decision
  readonly items?: Record<string, unknown>[]
  readonly reason?: string
}

type Props = {
  readonly node: NodeExecution
  /** The node has been told how to ask its service. */
  readonly canProbe: boolean
  readonly isPending: boolean
  /** Who may only look sees the question, and who can answer it. */
  readonly mayAnswer: boolean
  readonly onAnswer: (answer: Answered) => void
}

/** Only a person can tell whether a call went out whose answer was lost. Choosing and confirming are two steps. */
export function DoubtCard({ node, canProbe, isPending, mayAnswer, onAnswer }: Props) {
  const { t } = useTranslation('execution')
  const [decision, setDecision] = useState<Decision>()
  const [itemsText, setItemsText] = useState('')
  const [reason, setReason] = useState('')
  const items = itemsText.trim() === '' ? undefined : parseItems(itemsText)
  const faulty = items === null
  const confirm = () => {
    if (decision === undefined || items === null) return
    onAnswer({
      decision,
      ...(decision === 'happened' && items !== undefined ? { items } : {}),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    })
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
      {mayAnswer ? null : <p className="dim">{t('mayNotDecide')}</p>}
      <div className="row" style={{ flexWrap: 'wrap' }} role="group" aria-label={t('doubtTitle', { node: node.nodeName })}>
        {(canProbe ? decisions : decisions.slice(0, 3)).map((one) => (
          <Button
            key={one}
            disabled={!mayAnswer}
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
          <Button variant="filled" loading={isPending} disabled={decision === 'happened' && faulty} onClick={confirm}>
            {`${t('decide')}: ${t(decision)}`}
          </Button>
        </>
      )}
    </section>
  )
}
