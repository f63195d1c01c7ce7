import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { useStartExecution } from '../../api/executions.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useChangeWorkflow, useCreateWorkflow } from '../../api/workflows.ts'
import { download, fileNameOf } from '../../lib/download.ts'
import { notifyFailure } from '../../ui/notify.tsx'

/** What can be done with a workflow from its row. */
export function useRowActions(workflow: WorkflowSummary) {
  const { t } = useTranslation('workflow')
  const navigate = useNavigate()
  const start = useStartExecution()
  const create = useCreateWorkflow()
  const change = useChangeWorkflow()
  const { id, name } = workflow

  const failed = (error: unknown) => notifyFailure(t('actionFailed', { ns: 'common' }), sentenceOf(error))
  return {
    run: () =>
      start.mutate(
        { workflowId: id },
        { onSuccess: (execution) => void navigate({ to: '/executions/$executionId', params: { executionId: execution.id } }) },
      ),
    duplicate: () =>
      call('GET /workflows/:id', { params: { id } }).then(
        ({ document }) =>
          create.mutate(
            { ...document, name: t('copyOf', { name: document.name }) },
            { onSuccess: (made) => void navigate({ to: '/workflows/$workflowId', params: { workflowId: made.summary.id } }) },
          ),
        failed,
      ),
    exportAs: (format: 'steward' | 'n8n') =>
      call('GET /workflows/:id/export', { params: { id }, query: { format } }).then(
        (document) =>
          download(
            `${fileNameOf(name)}.${format === 'n8n' ? 'n8n.json' : 'steward.json'}`,
            `${JSON.stringify(document, null, 2)}\n`,
          ),
        failed,
      ),
    archive: (archived: boolean) => change.mutate({ id, archived }),
  }
}
