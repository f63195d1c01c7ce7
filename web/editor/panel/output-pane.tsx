import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StateLabel } from '../../ui/state-circle.tsx'
import { portsOf } from '../model/ports.ts'
import { ItemsPane } from './items-pane.tsx'
import type { PanelProps } from './node-panel.tsx'
import { NodeProblem } from './node-problem.tsx'
import { useItems } from './use-items.ts'
import css from './panel.module.css'

/** The items that went out, the error first where there is one; a node in a loop has several executions to choose from. */
export function OutputPane({ node, kind, document, executions, executionId }: PanelProps) {
  const { t } = useTranslation('editor')
  const [chosen, setChosen] = useState<number | undefined>()
  const [port, setPort] = useState<number | undefined>()
  const leading = executions.findLast((one) => one.status !== 'completed') ?? executions.at(-1)
  const execution = executions.find((one) => one.index === chosen) ?? leading
  const { outputs, isPending } = useItems(executionId, execution)
  const names = portsOf(node, kind, document).outputs
  // The first output with items says more than an empty first one.
  const shown =
    port ??
    Math.max(
      0,
      (outputs ?? []).findIndex((items) => items.length > 0),
    )
  return (
    <div className={css['pane']}>
      <ItemsPane
        title={t('output')}
        ports={(outputs ?? []).map((items, index) => `${names[index] || t('port', { number: index + 1 })} ${items.length}`)}
        port={shown}
        onPort={setPort}
        items={outputs?.[shown]}
        isPending={isPending}
        nothing={
          execution === undefined
            ? executionId === undefined
              ? t('notExecutedYet')
              : t('notReached')
            : execution.status === 'running'
              ? t('itemsGone')
              : t('noItems')
        }
        fact={execution === undefined ? null : <StateLabel state={execution.status} pill />}
      >
        {executions.length > 1 ? (
          <Select
            size="xs"
            className={css['rounds'] ?? ''}
            aria-label={t('round', { number: 1, count: executions.length })}
            value={String(execution?.index)}
            onChange={(value) => setChosen(Number(value))}
            data={executions.map((one, index) => ({
              value: String(one.index),
              label: t('round', { number: index + 1, count: executions.length }),
            }))}
          />
        ) : null}
        {execution?.error == null ? null : <NodeProblem execution={execution} />}
      </ItemsPane>
    </div>
  )
}
