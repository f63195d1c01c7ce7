import { Select } from '@mantine/core'
import type { NodeExecution } from '@steward/contract/api/execution'
import { GitBranch } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldPath, fieldCode } from '../expression/path-text.ts'
import { usePlace, useValues } from '../expression/values-context.tsx'
import { type Upstream, upstreamOf } from '../model/upstream.ts'
import { ItemsPane } from './items-pane.tsx'
import type { PanelProps } from './node-panel.tsx'
import { useItems } from './use-items.ts'
import { useNodeOutput } from './use-node-output.ts'
import { useTimeText } from './use-time-text.ts'
import css from './panel.module.css'

type Props = Pick<PanelProps, 'document' | 'node' | 'executions' | 'executionId'>

/** The items that come in: of the execution of the node that its output shows too, or of any node before it. */
export function InputPane(props: Props) {
  const { t } = useTranslation(['values', 'editor'])
  const { document, node } = props
  const before = useMemo(() => upstreamOf(document, node.id), [document, node.id])
  const [chosen, setChosen] = useState<string>()
  const place = useValues()?.place
  const { itemIndex } = usePlace()
  const shown = useShown(props, before, chosen)
  const { from, isDirect, items } = shown
  const codeOf = useCallback((path: FieldPath) => fieldCode(path, isDirect ? undefined : from), [isDirect, from])
  const item = useMemo(
    () =>
      place === undefined || !isDirect
        ? undefined
        : { index: itemIndex, set: (index: number) => place.set({ itemIndex: index }) },
    [place, isDirect, itemIndex],
  )
  return (
    <div className={css['pane']} role="region" aria-label={t('editor:input')}>
      <ItemsPane
        title={t('editor:input')}
        ports={shown.ports}
        port={shown.port}
        onPort={shown.setPort}
        items={items}
        asked={shown.asked}
        executionId={shown.executionId}
        nothing={shown.hasRun ? t('editor:noItems') : t('editor:notExecutedYet')}
        origin={shown.origin}
        isExpected={shown.isExpected}
        codeOf={codeOf}
        canMap
        item={item}
        fact={
          before.length === 0 ? null : (
            <Select
              size="xs"
              className={css['source'] ?? ''}
              aria-label={t('from')}
              leftSection={<GitBranch size={12} aria-hidden />}
              comboboxProps={{ width: 260, position: 'bottom-start' }}
              allowDeselect={false}
              value={chosen ?? before.find(({ node: one }) => one.name === from)?.node.id ?? before[0]?.node.id ?? null}
              onChange={(id) => setChosen(id === null || id === shown.directId ? undefined : id)}
              data={before.map(({ node: one, distance }) => ({
                value: one.id,
                label: distance === 1 ? one.name : t('fromBack', { node: one.name, count: distance }),
              }))}
            />
          )
        }
      />
    </div>
  )
}

/** The execution of a node that a person would look at first: the one with the trouble, else the last. */
export const leadingOf = (executions: readonly NodeExecution[]) =>
  executions.findLast((one) => one.status !== 'completed') ?? executions.at(-1)

function useShown({ document, executions, executionId }: Props, before: readonly Upstream[], chosen: string | undefined) {
  const { t } = useTranslation(['values', 'editor'])
  const { runIndex } = usePlace()
  const [wantedPort, setPort] = useState<number>()
  const own = executions.find((one) => one.runIndex === runIndex) ?? leadingOf(executions)
  const taken = useItems(executionId, own)
  const sources = own?.sources ?? []
  const firstPort = Math.max(
    0,
    (taken.inputs ?? []).findIndex((items) => items.length > 0),
  )
  const inputPort = wantedPort ?? firstPort
  const source = sources[inputPort]
  const straight = before.filter(({ distance }) => distance === 1)
  const direct = straight.find((one) => one.node.name === source?.node) ?? straight[0]
  const earlier = chosen === undefined ? direct : before.find((one) => one.node.id === chosen)
  const output = useNodeOutput({
    document,
    executionId,
    node: earlier?.node,
    runIndex: source?.node === earlier?.node.name ? source?.run : undefined,
  })
  const isTaken =
    chosen === undefined && own !== undefined && (taken.inputs !== undefined || taken.isPending || taken.heldBack !== undefined)
  const directId = direct?.node.id
  const time = useTimeText()
  if (isTaken && !output.isPinned) {
    return {
      items: taken.inputs?.[inputPort],
      ports: (taken.inputs ?? []).map((_, index) => t('editor:inputPort', { number: index + 1 })),
      port: inputPort,
      setPort,
      asked: taken,
      executionId,
      from: source?.node ?? direct?.node.name,
      directId,
      isDirect: inputPort === 0,
      isExpected: false,
      hasRun: true,
      origin: t('recordedAt', { time: time(own.startedAt) }),
    }
  }
  const port = wantedPort ?? earlier?.output ?? 0
  const at = output.execution?.summary.startedAt
  return {
    items: output.outputs?.[port],
    ports: (output.outputs ?? []).map((_, index) => t('editor:port', { number: index + 1 })),
    port,
    setPort,
    asked: output.asked,
    executionId: output.execution?.summary.id,
    from: earlier?.node.name,
    directId,
    isDirect: earlier !== undefined && earlier.distance === 1 && earlier.input === 0 && port === earlier.output,
    isExpected: output.isExpected,
    hasRun: output.execution !== undefined || output.isPinned,
    origin: output.isPinned
      ? t('pinnedItems')
      : at === undefined
        ? undefined
        : output.isExpected
          ? t('expected', { time: time(at) })
          : t('recordedAt', { time: time(at) }),
  }
}
