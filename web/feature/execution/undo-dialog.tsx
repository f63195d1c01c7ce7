import type { ExecutionSummary } from '@steward/contract/api/execution'
import type { UndoEffect, UndoPlan } from '@steward/contract/api/undo'
import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { undoQuery, useTakeBack } from '../../api/undo.ts'
import { formatMoney } from '../../lib/money.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { isUnfinished } from '../../ui/state.ts'
import css from './undo.module.css'

/** Takes back what an execution has done, after showing what and in which order; nothing where nothing can be. */
export function UndoButton({ summary }: { readonly summary: ExecutionSummary }) {
  const { t } = useTranslation('execution')
  const [opened, setOpened] = useState(false)
  const plan = useQuery({ ...undoQuery(summary.id), enabled: mayHaveDone(summary) })
  if (plan.data?.mayBegin !== true && !opened) return null
  return (
    <>
      <Button leftSection={<Undo2 size={14} aria-hidden />} onClick={() => setOpened(true)}>
        {t('takeBack')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('takeBackTitle')}
        size={560}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
      >
        {plan.data === undefined ? null : <Plan id={summary.id} plan={plan.data} onClose={() => setOpened(false)} />}
      </Modal>
    </>
  )
}

/** What takes effects back has none of its own that could be, and what goes on is not over. */
export const mayHaveDone = ({ mode, status }: ExecutionSummary) => mode !== 'undo' && !isUnfinished(status)

type Props = { readonly id: string; readonly plan: UndoPlan; readonly onClose: () => void }

function Plan({ id, plan, onClose }: Props) {
  const { t } = useTranslation('execution')
  const navigate = useNavigate()
  const takeBack = useTakeBack()
  const ready = plan.effects.filter(({ state }) => state === 'ready')
  const others = plan.effects.filter(({ state }) => state !== 'ready')
  const hidden = Math.max(0, plan.counts.ready - ready.length)
  const begin = () =>
    takeBack.mutate(id, {
      onSuccess: (made) => {
        onClose()
        void navigate({ to: '/executions/$executionId', params: { executionId: made.id } })
      },
    })
  return (
    <div className={css['plan']}>
      <p className="ink2">{t('takeBackText')}</p>
      <ol className={css['list']}>
        {ready.map((effect) => (
          <Line key={effect.key} effect={effect} />
        ))}
      </ol>
      {hidden === 0 ? null : <p className="dim">{t('takeBackMore', { count: hidden })}</p>}
      {others.length === 0 ? null : (
        <section>
          <h3 className="eyebrow">{t('takeBackStays')}</h3>
          <ul className={css['list']}>
            {others.map((effect) => (
              <Line key={effect.key} effect={effect} />
            ))}
          </ul>
        </section>
      )}
      {plan.because === null ? null : <p role="status">{plan.because}</p>}
      <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        <Button onClick={onClose} data-autofocus>
          {t('cancel', { ns: 'common' })}
        </Button>
        <Button variant="filled" disabled={!plan.mayBegin} loading={takeBack.isPending} onClick={begin}>
          {t('takeBackNow', { count: plan.counts.ready })}
        </Button>
      </div>
    </div>
  )
}

function Line({ effect }: { readonly effect: UndoEffect }) {
  return (
    <li className={css['line']}>
      <EffectChip effect={effect.class} />
      <span>
        {effect.words}
        {effect.target === null ? null : <small className="dim">{effect.target}</small>}
      </span>
      <span className="num">{effect.amount === null ? '' : formatMoney(effect.amount)}</span>
    </li>
  )
}
