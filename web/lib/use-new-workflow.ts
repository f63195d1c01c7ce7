import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { useCreateWorkflow } from '../api/workflows.ts'

/** Makes an empty workflow, in a folder where one is named, and opens it. */
export function useNewWorkflow(folderId?: string): () => void {
  const { t } = useTranslation('command')
  const navigate = useNavigate()
  const create = useCreateWorkflow()
  const open = async (id: string) => {
    if (folderId !== undefined) await call('POST /workflows/move', { body: { ids: [id], folderId } })
    await navigate({ to: '/workflows/$workflowId', params: { workflowId: id } })
  }
  const start = {
    id: crypto.randomUUID(),
    name: t('startNode'),
    type: 'manual_trigger',
    version: 1,
    position: [0, 0] as [number, number],
    parameters: {},
    settings: {},
  }
  return () =>
    create.mutate(
      { steward: 1, name: t('untitled'), nodes: [start], edges: [], settings: { executionOrder: 'v1' } },
      { onSuccess: ({ summary }) => void open(summary.id) },
    )
}
