import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { download } from '../../../lib/download.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { eachOf, type Refusal } from './each-of.ts'

export type BulkDeed = 'on' | 'off' | 'archive' | 'delete' | 'export' | 'tag' | 'move'
export type Progress = { readonly deed: BulkDeed; readonly done: number; readonly count: number }

/** Does the same to many workflows, and keeps what was refused for the report. */
export function useBulk(onEnd: () => void) {
  const { t } = useTranslation('workflow')
  const client = useQueryClient()
  const [progress, setProgress] = useState<Progress>()
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])

  const run = async (deed: BulkDeed, workflows: readonly WorkflowSummary[], act: (one: WorkflowSummary) => Promise<unknown>) => {
    const count = workflows.length
    setProgress({ deed, done: 0, count })
    const refused = await eachOf(workflows, act, (done) => setProgress({ deed, done, count }))
    setProgress(undefined)
    setRefusals(refused)
    for (const key of ['workflows', 'tags', 'folders', 'first-steps']) void client.invalidateQueries({ queryKey: [key] })
    const good = count - refused.length
    if (good > 0) notifyDone(t(`bulk_${deed}`, { count: good }))
    if (refused.length === 0) onEnd()
  }
  const params = ({ id }: WorkflowSummary) => ({ params: { id } })
  return {
    progress,
    refusals,
    forget: () => setRefusals([]),
    switchOn: (all: readonly WorkflowSummary[]) => run('on', all, (one) => call('POST /workflows/:id/activate', params(one))),
    switchOff: (all: readonly WorkflowSummary[]) => run('off', all, (one) => call('POST /workflows/:id/deactivate', params(one))),
    archive: (all: readonly WorkflowSummary[]) =>
      run('archive', all, (one) => call('PATCH /workflows/:id', { ...params(one), body: { archived: true } })),
    remove: (all: readonly WorkflowSummary[]) => run('delete', all, (one) => call('DELETE /workflows/:id', params(one))),
    addTags: (all: readonly WorkflowSummary[], names: readonly string[]) =>
      run('tag', all, (one) => {
        const tags = [...new Set([...one.tags.map(({ name }) => name), ...names])]
        return call('PATCH /workflows/:id', { ...params(one), body: { tags } })
      }),
    move: (all: readonly WorkflowSummary[], folderId: string | null) =>
      run('move', all, (one) => call('POST /workflows/move', { body: { ids: [one.id], folderId } })),
    exportAll: async (all: readonly WorkflowSummary[]) => {
      const documents = new Map<string, unknown>()
      await run('export', all, async (one) =>
        documents.set(one.id, await call('GET /workflows/:id/export', { ...params(one), query: { format: 'steward' } })),
      )
      const files = all.flatMap(({ id }) => (documents.has(id) ? [documents.get(id)] : []))
      if (files.length > 0) download('workflows.steward.json', `${JSON.stringify(files, null, 2)}\n`)
    },
  }
}

export type Bulk = ReturnType<typeof useBulk>
