import { Select } from '@mantine/core'
import type { NodeExecution } from '@steward/contract/api/execution'
import { TriangleAlert } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StateLabel } from '../../ui/state-circle.tsx'
import { type FieldPath, fieldCode } from '../expression/path-text.ts'
import { usePlace, useValues } from '../expression/values-context.tsx'
import { portsOf } from '../model/ports.ts'
import { staleNodes } from '../model/stale.ts'
import { leadingOf } from './input-pane.tsx'
import { ItemsPane } from './items-pane.tsx'
import type { PanelProps } from './node-panel.tsx'
import { NodeProblem } from './node-problem.tsx'
import { PinTools } from './pin-tools.tsx'
import { useItems } from './use-items.ts'
import { useNodeOutput } from './use-node-output.ts'
import { useTimeText } from './use-time-text.ts'
import css from './panel.module.css'

/** The items that went out, the error first where there is one; a node in a loop has several executions to choose from. */
export function OutputPane(props: PanelProps) {
  const { node, kind, document, executions, executionId, onPin } = props
  const { t } = useTranslation(['values', 'editor'])
  const timeText = useTimeText()
  const { execution, choose } = useChosenRun(executions)
  const pins = document.pins?.[node.name]
  const own = useItems(executionId, execution)
  const output = useNodeOutput({ document, executionId, node: execution === undefined || pins !== undefined ? node : undefined })
  const outputs = pins === undefined && execution !== undefined ? own.outputs : output.outputs
  const [port, setPort] = useState<number>()
  const names = portsOf(node, kind, document).outputs
  // The first output with items says more than an empty first one.
  const shown =
    port ??
    Math.max(
      0,
      (outputs ?? []).findIndex((items) => items.length > 0),
    )
  const codeOf = useCallback((path: FieldPath) => fieldCode(path, node.name), [node.name])
  const isPinned = pins !== undefined
  const at = output.execution?.summary.startedAt
  return (
    <div className={css['pane']} role="region" aria-label={t('editor:output')}>
      <ItemsPane
        title={t('editor:output')}
        ports={(outputs ?? []).map(
          (items, index) => `${names[index] || t('editor:port', { number: index + 1 })} ${items.length}`,
        )}
        port={shown}
        onPort={setPort}
        items={outputs?.[shown]}
        asked={execution === undefined || isPinned ? output.asked : own}
        executionId={isPinned ? undefined : execution === undefined ? output.execution?.summary.id : executionId}
        nothing={nothingOf(execution, executionId, t)}
        origin={
          isPinned ? t('pinnedItems') : output.isExpected && at !== undefined ? t('expected', { time: timeText(at) }) : undefined
        }
        isExpected={!isPinned && output.isExpected}
        codeOf={codeOf}
        fact={execution === undefined ? null : <StateLabel state={execution.status} pill />}
        tools={
          onPin === undefined || !hasOneOutput(names, node) ? undefined : (
            <PinTools
              node={node}
              document={document}
              items={outputs?.[0]}
              isPinned={isPinned}
              onPin={(items) => onPin(node.id, items)}
            />
          )
        }
      >
        {executions.length > 1 ? (
          <Select
            size="xs"
            className={css['rounds'] ?? ''}
            aria-label={t('editor:round', { number: 1, count: executions.length })}
            allowDeselect={false}
            value={String(execution?.index)}
            onChange={(value) => choose(Number(value))}
            data={executions.map((one, index) => ({
              value: String(one.index),
              label: t('editor:round', { number: index + 1, count: executions.length }),
            }))}
          />
        ) : null}
        {execution?.error == null ? null : <NodeProblem execution={execution} />}
        {isPinned ? null : <StaleNote nodeId={node.id} />}
      </ItemsPane>
    </div>
  )
}

/** What is pinned leaves by the first output, so a node that has several cannot be pinned. */
const hasOneOutput = (names: readonly string[], { settings }: PanelProps['node']) =>
  names.length <= (settings.onError === 'continueErrorOutput' ? 2 : 1)

/** The run that is shown is the same one in the input, where both are shown together. */
function useChosenRun(executions: readonly NodeExecution[]) {
  const place = useValues()?.place
  const { runIndex } = usePlace()
  const [alone, setAlone] = useState<number>()
  const linked = executions.find((one) => one.runIndex === runIndex)
  const execution = place === undefined ? executions.find((one) => one.index === alone) : linked
  const choose = (index: number) => {
    setAlone(index)
    place?.set({ runIndex: executions.find((one) => one.index === index)?.runIndex, itemIndex: 0 })
  }
  return { execution: execution ?? leadingOf(executions), choose }
}

type Words = ReturnType<typeof useTranslation<['values', 'editor']>>['t']

function nothingOf(execution: NodeExecution | undefined, executionId: string | undefined, t: Words): string {
  if (execution === undefined) return executionId === undefined ? t('editor:notExecutedYet') : t('editor:notReached')
  return execution.status === 'running' ? t('editor:itemsGone') : t('editor:noItems')
}

/** What is shown no longer follows from what is drawn. */
function StaleNote({ nodeId }: { readonly nodeId: string }) {
  const { t } = useTranslation('values')
  const values = useValues()
  const stale = useMemo(
    () => (values?.execution === undefined ? undefined : staleNodes(values.document, values.execution).get(nodeId)),
    [values?.document, values?.execution, nodeId],
  )
  if (stale === undefined) return null
  return (
    <p className={css['stale']}>
      <TriangleAlert size={13} aria-hidden />
      <span>
        <b>{t('stale')}</b> {t(stale.reason, { node: stale.node ?? '' })}
      </span>
    </p>
  )
}
