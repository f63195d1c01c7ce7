import type { NodeExecution } from '@steward/contract/api/execution'
import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ValuesProvider } from '../expression/values-context.tsx'
import { InputPane } from './input-pane.tsx'
import { NodePane } from './node-pane.tsx'
import { OutputPane } from './output-pane.tsx'
import css from './panel.module.css'

export type PanelProps = {
  readonly document: WorkflowDocument
  readonly node: WorkflowNode
  readonly kind: NodeKind | undefined
  /** Of this node, in order; empty when it was not executed. */
  readonly executions: readonly NodeExecution[]
  readonly executionId: string | undefined
  readonly onClose: () => void
  readonly onSelect: (nodeId: string) => void
  /** Absent where the document is not to be changed. */
  readonly onChange?: ((node: WorkflowNode) => void) | undefined
  /** Keeps these items as the output of a node; undefined lets go of them. Absent where nothing is to be changed. */
  readonly onPin?: ((nodeId: string, items: unknown[] | undefined) => void) | undefined
  /** Executes what comes before the node. */
  readonly onRunPrevious?: (() => void) | undefined
}

/** A text that is written, and a search, which Escape empties first. */
const keepsEscape = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'search' && target.value !== '')

/** The node below its canvas: what came in, what it does with it, what went out. */
export function NodePanel(props: PanelProps) {
  const { t } = useTranslation('editor')
  const narrow = useMediaQuery('(max-width: 1000px)', window.innerWidth <= 1000)
  const box = useRef<HTMLElement>(null)
  const { onClose } = props
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !keepsEscape(event.target)) onClose()
    }
    const element = box.current
    element?.addEventListener('keydown', close)
    return () => element?.removeEventListener('keydown', close)
  }, [onClose])
  const { document, node, executionId, onRunPrevious } = props
  return (
    <section ref={box} className={css['bench']} aria-label={t('panel', { name: node.name })} data-narrow={narrow || undefined}>
      <ValuesProvider document={document} node={node} executionId={executionId} onRunPrevious={onRunPrevious}>
        {narrow ? (
          <>
            <NodePane {...props} headOnly />
            <Tabs defaultValue={props.executions.length > 0 ? 'output' : 'node'} className={css['tabs'] ?? ''}>
              <Tabs.List>
                <Tabs.Tab value="input">{t('input')}</Tabs.Tab>
                <Tabs.Tab value="node">{t('node')}</Tabs.Tab>
                <Tabs.Tab value="output">{t('output')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="input">
                <InputPane {...props} />
              </Tabs.Panel>
              <Tabs.Panel value="node">
                <NodePane {...props} bodyOnly />
              </Tabs.Panel>
              <Tabs.Panel value="output">
                <OutputPane {...props} />
              </Tabs.Panel>
            </Tabs>
          </>
        ) : (
          <>
            <InputPane {...props} />
            <NodePane {...props} />
            <OutputPane {...props} />
          </>
        )}
      </ValuesProvider>
    </section>
  )
}
