import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import { Button, Modal, Select, Switch, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRestartExecution, useRetryExecution } from '../../api/executions.ts'
import { parseItems } from '../../lib/parse-items.ts'
import { useFocusBack } from '../../lib/use-focus-back.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import css from './execution.module.css'

type Props = { readonly execution: Execution; readonly failed: NodeExecution | undefined; readonly onClose: () => void }
type From = 'failed' | 'start'

/** What a retry does: where it begins, with which version and input, and what of what was done outside it would do again. */
export function RetryDialog({ execution, failed, onClose }: Props) {
  const { t } = useTranslation('execution')
  const [version, setVersion] = useState<'original' | 'current'>('original')
  const [from, setFrom] = useState<From>('failed')
  const [isEdited, setEdited] = useState(false)
  const [text, setText] = useState(() => JSON.stringify(inputOf(failed), null, 2))
  const items = isEdited && from === 'failed' ? (parseItems(text) ?? undefined) : undefined
  const isWrong = isEdited && from === 'failed' && items === undefined
  const again = useAgain(execution, onClose)
  useFocusBack()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('retryDialog')}
      size={560}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <div className={css['editor']}>
        <Select
          label={t('retryHow')}
          allowDeselect={false}
          value={from}
          onChange={(value) => setFrom(value === 'start' ? 'start' : 'failed')}
          data={[
            {
              value: 'failed',
              label: failed === undefined ? t('retryFromFailed') : `${t('retryFromFailed')}: ${failed.nodeName}`,
            },
            { value: 'start', label: t('retryFromStart') },
          ]}
        />
        <Select
          label={t('retryVersion')}
          allowDeselect={false}
          value={version}
          onChange={(value) => setVersion(value === 'current' ? 'current' : 'original')}
          data={[
            { value: 'original', label: t('retryOriginal') },
            { value: 'current', label: t('retryCurrent') },
          ]}
        />
        {from === 'failed' && failed?.inputs !== undefined ? (
          <Switch label={t('retryEdited')} checked={isEdited} onChange={() => setEdited(!isEdited)} />
        ) : null}
        {isEdited && from === 'failed' ? (
          <Textarea
            label={t('retryItems')}
            autosize
            minRows={4}
            maxRows={14}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
            error={isWrong ? t('notItems') : undefined}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        ) : null}
        <Consequences nodes={execution.nodes} from={from} failed={failed} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose} data-autofocus>
            {t('cancel', { ns: 'common' })}
          </Button>
          <Button
            variant="filled"
            disabled={isWrong}
            loading={again.isPending}
            onClick={() => again.start({ from, version, ...(items === undefined ? {} : { items: [...items] }) })}
          >
            {t('retryGo')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

type Wish = {
  readonly from: From
  readonly version: 'original' | 'current'
  readonly items?: Record<string, unknown>[]
}

function useAgain({ summary: { id } }: Execution, onClose: () => void) {
  const navigate = useNavigate()
  const [retry, restart] = [useRetryExecution(), useRestartExecution()]
  const onSuccess = (made: { id: string }) => {
    onClose()
    void navigate({ to: '/executions/$executionId', params: { executionId: made.id } })
  }
  return {
    isPending: retry.isPending || restart.isPending,
    start: ({ from, ...wish }: Wish) =>
      from === 'start' ? restart.mutate({ id, index: 0, ...wish }, { onSuccess }) : retry.mutate({ id, ...wish }, { onSuccess }),
  }
}

const inputOf = (failed: NodeExecution | undefined) =>
  (failed?.inputs?.find((items) => items.length > 0) ?? []).map((item) => (item as { json: unknown }).json)

/** What was done outside so far, parted by whether it would be done once more. */
function Consequences({
  nodes,
  from,
  failed,
}: {
  readonly nodes: readonly NodeExecution[]
  readonly from: From
  readonly failed: NodeExecution | undefined
}) {
  const { t } = useTranslation('execution')
  const done = nodes.filter(({ effect, status }) => effect !== 'pure' && (status === 'completed' || status === 'in_doubt'))
  const failing = failed === undefined || failed.effect === 'pure' ? [] : [failed]
  const [kept, repeated] = from === 'start' ? [[], [...done, ...failing]] : [done, failing]
  if (kept.length + repeated.length === 0) return <p className="dim">{t('retryNothing')}</p>
  return (
    <>
      <Effects title={t('retryDone')} nodes={kept} />
      <Effects title={t('retryRepeats')} nodes={repeated} />
    </>
  )
}

const effectsShown = 12

function Effects({ title, nodes }: { readonly title: string; readonly nodes: readonly NodeExecution[] }) {
  if (nodes.length === 0) return null
  return (
    <section>
      <h3 className="eyebrow">{title}</h3>
      <div className={`${css['chips']} xs`}>
        {nodes.slice(0, effectsShown).map((node) => (
          <EffectChip key={node.index} effect={node.effect} label={node.nodeName} />
        ))}
        {nodes.length > effectsShown ? `+${nodes.length - effectsShown}` : null}
      </div>
    </section>
  )
}
