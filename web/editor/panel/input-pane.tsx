import { useState } from 'react'
import { GitBranch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/kbd.tsx'
import { ItemsPane } from './items-pane.tsx'
import type { PanelProps } from './node-panel.tsx'
import { useItems } from './use-items.ts'
import css from './panel.module.css'

/** The items that came in, of the execution of the node that a person would look at first. */
export function InputPane({ node, document, executions, executionId, onSelect }: PanelProps) {
  const { t } = useTranslation('editor')
  const [port, setPort] = useState(0)
  const execution = executions.findLast((one) => one.status !== 'completed') ?? executions.at(-1)
  const { inputs, isPending } = useItems(executionId, execution)
  const source = execution?.sources[port]
  const from = source?.node ?? nameOfSource(document, node.id, port)
  const sourceId = document.nodes.find((one) => one.name === from)?.id
  return (
    <div className={css['pane']}>
      <ItemsPane
        title={t('input')}
        ports={(inputs ?? []).map((_, index) => t('inputPort', { number: index + 1 }))}
        port={port}
        onPort={setPort}
        items={inputs?.[port]}
        isPending={isPending}
        nothing={execution === undefined ? t('notExecutedYet') : t('noItems')}
        fact={
          from === undefined || sourceId === undefined ? null : (
            <button type="button" className={css['jump']} onClick={() => onSelect(sourceId)}>
              <Tag>
                <GitBranch size={12} aria-hidden />
                {from}
              </Tag>
            </button>
          )
        }
      />
    </div>
  )
}

function nameOfSource(document: PanelProps['document'], nodeId: string, input: number): string | undefined {
  const edge = document.edges.find((one) => one.to.node === nodeId && one.to.input === input && one.kind === 'main')
  return document.nodes.find((one) => one.id === edge?.from.node)?.name
}
