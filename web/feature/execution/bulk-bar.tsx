import type { ExecutionSummary } from '@steward/contract/api/execution'
import { Button, Progress } from '@mantine/core'
import { CircleStop, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { isUnfinished } from '../../ui/state.ts'
import css from './list.module.css'

/** So many at once; the server answers others meanwhile. */
const atOnce = 4

type Going = { readonly done: number; readonly failed: number; readonly count: number; readonly isOver: boolean }
type Way = 'cancel' | 'retry'

export const mayRetry = ({ status, mode }: ExecutionSummary) => (status === 'failed' || status === 'cancelled') && mode !== 'undo'

/** What can be done with all that is chosen, and how far that has come. */
export function BulkBar({ chosen, onDone }: { readonly chosen: readonly ExecutionSummary[]; readonly onDone: () => void }) {
  const { t } = useTranslation('execution')
  const [going, setGoing] = useState<Going>()
  const [asking, setAsking] = useState<Way>()
  const able = { cancel: chosen.filter(({ status }) => isUnfinished(status)), retry: chosen.filter(mayRetry) }
  const carryOut = async (way: Way) => {
    const left = [...able[way]]
    const count = left.length
    let [done, failed] = [0, 0]
    const tell = (isOver = false) => setGoing({ done, failed, count, isOver })
    tell()
    const one = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const params = { id: next.id }
        const asked =
          way === 'cancel'
            ? call('POST /executions/:id/cancel', { params })
            : call('POST /executions/:id/retry', { params, body: { version: 'original' } })
        await asked.then(
          () => (done += 1),
          () => (failed += 1),
        )
        tell()
      }
    }
    await Promise.all(Array.from({ length: atOnce }, one))
    tell(true)
    onDone()
  }
  if (chosen.length === 0 && going === undefined) return null
  return (
    <div className={`card ${css['bulk']}`} role="region" aria-label={t('bulk')}>
      <span role="status">
        {going === undefined
          ? t('chosen', { count: chosen.length })
          : t('bulkDone', { done: going.done, count: going.count, failed: going.failed })}
      </span>
      {going === undefined ? null : (
        <Progress
          className={css['progress'] ?? ''}
          value={((going.done + going.failed) / Math.max(1, going.count)) * 100}
          aria-label={t('bulk')}
        />
      )}
      <span className="sp" />
      {going === undefined ? (
        <Allowed permission="execution:write">
          <Button
            disabled={able.cancel.length === 0}
            leftSection={<CircleStop size={14} aria-hidden />}
            onClick={() => setAsking('cancel')}
          >
            {t('bulkCancel', { count: able.cancel.length })}
          </Button>
          <Button
            disabled={able.retry.length === 0}
            leftSection={<RotateCcw size={14} aria-hidden />}
            onClick={() => setAsking('retry')}
          >
            {t('bulkRetry', { count: able.retry.length })}
          </Button>
        </Allowed>
      ) : null}
      <Button
        variant="subtle"
        color="gray"
        disabled={going?.isOver === false}
        leftSection={<X size={14} aria-hidden />}
        onClick={() => {
          setGoing(undefined)
          onDone()
        }}
      >
        {going === undefined ? t('chooseNone') : t('close', { ns: 'common' })}
      </Button>
      {asking === undefined ? null : (
        <ConfirmDialog
          opened
          title={t(asking === 'cancel' ? 'bulkCancelTitle' : 'bulkRetryTitle', { count: able[asking].length })}
          text={t(asking === 'cancel' ? 'bulkCancelText' : 'bulkRetryText')}
          action={t(asking === 'cancel' ? 'bulkCancel' : 'bulkRetry', { count: able[asking].length })}
          onClose={() => setAsking(undefined)}
          onConfirm={() => {
            setAsking(undefined)
            void carryOut(asking)
          }}
        />
      )}
    </div>
  )
}
