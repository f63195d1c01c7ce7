import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { nodeExecutionQuery } from '../../api/executions.ts'
import { sentenceOf } from '../../api/problem.ts'
import { pinData } from '../../editor/command/pin-data.ts'
import type { Editor } from '../../editor/session/editor.ts'
import { notifyFailure } from '../../ui/notify.tsx'
import type { LastRun } from './use-last-run.ts'

/** Pins what a node gave in the execution that is shown, or lets go of what is pinned. */
export function usePin(editor: Editor, { execution }: LastRun): (nodeId: string) => void {
  const { t } = useTranslation('canvas')
  const client = useQueryClient()
  const lastItems = async (nodeId: string) => {
    const last = execution?.nodes.findLast((one) => one.nodeId === nodeId && one.status === 'completed')
    if (execution === undefined || last === undefined) throw new Error(t('nothingToPin'))
    const whole =
      last.outputs === undefined ? await client.fetchQuery(nodeExecutionQuery(execution.summary.id, last.index, true)) : last
    return whole.outputs?.[0] ?? []
  }
  return (nodeId) => {
    const { document } = editor.state()
    const node = document.nodes.find(({ id }) => id === nodeId)
    if (node === undefined) return
    if (document.pins?.[node.name] !== undefined) {
      editor.do(pinData(node, undefined))
      return
    }
    lastItems(nodeId).then(
      (items) => void editor.do(pinData(node, items)),
      (error: unknown) => notifyFailure(t('notPinned', { node: node.name }), sentenceOf(error)),
    )
  }
}
