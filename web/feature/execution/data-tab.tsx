import type { Execution } from '@steward/contract/api/execution'
import type { NodeKind } from '@steward/contract/api/workflow'
import { useTranslation } from 'react-i18next'
import { runState } from '../../editor/model/run-state.ts'
import { InputPane } from '../../editor/panel/input-pane.tsx'
import { OutputPane } from '../../editor/panel/output-pane.tsx'
import panelCss from '../../editor/panel/panel.module.css'
import { isUnfinished } from '../../ui/state.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { FailedTries } from './failed-tries.tsx'
import { Allowed } from '../../lib/allowed.tsx'
import { RestartButton } from './restart-button.tsx'
import { useFirstTakenBack } from './use-first-taken-back.ts'
import css from './execution.module.css'

type Props = {
  readonly execution: Execution
  readonly kinds: ReadonlyMap<string, NodeKind>
  readonly chosen: string | undefined
  readonly onNode: (nodeId: string) => void
}

/** What came into and out of every node. Opens at the trouble, else at the last node. */
export function DataTab({ execution, kinds, chosen, onNode }: Props) {
  const { t } = useTranslation('execution')
  const firstTakenBack = useFirstTakenBack(execution)
  const states = [...runState(execution.nodes)]
  const trouble = states.find(([, run]) => run.state !== 'completed')
  const nodeId = chosen !== undefined && states.some(([id]) => id === chosen) ? chosen : (trouble ?? states.at(-1))?.[0]
  const node = execution.document.nodes.find((one) => one.id === nodeId)
  if (node === undefined) return <p className={css['nothing']}>{t('noNodes')}</p>
  const pane = {
    document: execution.document,
    node,
    kind: kinds.get(node.type),
    executions: execution.nodes.filter((one) => one.nodeId === node.id),
    executionId: execution.summary.id,
    onSelect: onNode,
    onClose: () => undefined,
  }
  const latest = pane.executions.at(-1)
  return (
    <div className={css['data']}>
      <div className={css['nodeList']} role="group" aria-label={t('nodeList')}>
        {states.map(([id, run]) => (
          <button key={id} type="button" aria-pressed={id === nodeId} onClick={() => onNode(id)}>
            <StateCircle state={run.state} />
            <span className="ell sp">{execution.nodes.find((one) => one.nodeId === id)?.nodeName}</span>
            <span className="xxs dim num">{run.items.reduce((sum, count) => sum + count, 0)}</span>
          </button>
        ))}
      </div>
      <div className={css['panelHost']}>
        {latest === undefined ? null : (
          <div className={css['nodeActions']}>
            <FailedTries node={latest} />
            {latest.standIn === undefined ? null : <span className="dim xs">{t(`standIn_${latest.standIn}`)}</span>}
            <span className="sp" />
            {isUnfinished(execution.summary.status) ||
            execution.summary.mode === 'undo' ||
            latest.index > firstTakenBack ? null : (
              <Allowed permission="execution:write">
                <RestartButton executionId={execution.summary.id} node={latest} />
              </Allowed>
            )}
          </div>
        )}
        <div
          className={panelCss['bench']}
          style={{ borderTop: 0, gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))', overflow: 'auto' }}
          key={node.id}
        >
          <InputPane {...pane} />
          <OutputPane {...pane} />
        </div>
      </div>
    </div>
  )
}
