import type { Execution } from '@steward/contract/api/execution'
import { Tabs } from '@mantine/core'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { applyEvents } from '../../api/apply-events.ts'
import { executionQuery } from '../../api/executions.ts'
import { useLiveEvents } from '../../api/live.ts'
import { nodeKindsQuery } from '../../api/workflows.ts'
import { PendingPage } from '../../shell/pending-page.tsx'
import { isUnfinished } from '../../ui/state.ts'
import { AskedCard, asksByNode, useAsked } from './asked.tsx'
import { CanvasTab } from './canvas-tab.tsx'
import { DataTab } from './data-tab.tsx'
import { Doubt } from './doubt.tsx'
import { ErrorCard } from './error-card.tsx'
import { ExecutionHeader } from './execution-header.tsx'
import { FactStrip } from './fact-strip.tsx'
import { LogTab } from './log-tab.tsx'
import { TimelineTab } from './timeline-tab.tsx'
import css from './execution.module.css'

const tabs = ['timeline', 'canvas', 'data', 'log'] as const

export default function ExecutionPage() {
  const { executionId } = useParams({ from: '/inside/executions/$executionId' })
  return (
    <Suspense fallback={<PendingPage />}>
      <Opened key={executionId} executionId={executionId} />
    </Suspense>
  )
}

function Opened({ executionId }: { readonly executionId: string }) {
  const { t } = useTranslation('execution')
  const search = useSearch({ from: '/inside/executions/$executionId' })
  const navigate = useNavigate({ from: '/executions/$executionId' })
  const { data: execution } = useSuspenseQuery(executionQuery(executionId))
  const kindList = useQuery(nodeKindsQuery)
  const kinds = useMemo(() => new Map((kindList.data?.items ?? []).map((kind) => [kind.type, kind])), [kindList.data])
  const isLost = useFollow(execution)
  const tab = tabs.find((one) => one === search.tab) ?? 'timeline'
  const show = (to: { tab?: string; node?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...to }), replace: true })
  const asked = useAsked(execution)
  const asks = useMemo(() => asksByNode(asked), [asked])
  const doubtful = execution.nodes.filter((node) => node.status === 'in_doubt')
  return (
    <ExecutionHeader execution={execution} isLost={isLost}>
      <div className={css['columns']} data-aside={doubtful.length + asked.length > 0 || undefined}>
        <div className={css['main']}>
          <FactStrip execution={execution} />
          {execution.summary.error === null ? null : <ErrorCard execution={execution} />}
          <div className={`card ${css['tabsCard']}`}>
            <Tabs value={tab} onChange={(value) => show({ tab: value ?? 'timeline' })}>
              <Tabs.List className={css['tabList'] ?? ''}>
                <Tabs.Tab value="timeline">{t('timeline')}</Tabs.Tab>
                <Tabs.Tab value="canvas">{t('canvas')}</Tabs.Tab>
                <Tabs.Tab value="data">{t('data')}</Tabs.Tab>
                <Tabs.Tab value="log">
                  {t('log')} {execution.logs.length > 0 ? <b>{execution.logs.length}</b> : null}
                </Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="timeline">
                <TimelineTab execution={execution} kinds={kinds} asks={asks} onNode={(node) => show({ tab: 'data', node })} />
              </Tabs.Panel>
              <Tabs.Panel value="canvas">
                <CanvasTab execution={execution} kinds={kinds} asks={asks} />
              </Tabs.Panel>
              <Tabs.Panel value="data">
                <DataTab execution={execution} kinds={kinds} chosen={search.node} onNode={(node) => show({ node })} />
              </Tabs.Panel>
              <Tabs.Panel value="log">
                <LogTab execution={execution} />
              </Tabs.Panel>
            </Tabs>
          </div>
        </div>
        {doubtful.length + asked.length === 0 ? null : (
          <aside className={css['aside']}>
            {asked.map((approval) => (
              <AskedCard key={approval.id} approval={approval} />
            ))}
            {doubtful.map((node) => (
              <Doubt key={node.index} execution={execution} node={node} />
            ))}
          </aside>
        )}
      </div>
    </ExecutionHeader>
  )
}

/** Follows an execution that has not come to its end; afterwards the whole record is read once. Gives whether what is shown may be old. */
function useFollow(execution: Execution): boolean {
  const client = useQueryClient()
  const { queryKey } = executionQuery(execution.summary.id)
  const unfinished = isUnfinished(execution.summary.status)
  return useLiveEvents(unfinished ? { executionId: execution.summary.id } : undefined, {
    onEvents: (events) => {
      if (events.some(({ type }) => type === 'approval.changed')) {
        void client.invalidateQueries({ queryKey: ['approvals'] })
        void client.invalidateQueries({ queryKey })
      }
      const before = client.getQueryData(queryKey)
      if (before === undefined) return
      // An answer that is on its way may be older than these, and would take their place.
      const isStale = client.isFetching({ queryKey }) > 0
      const after = applyEvents(before, events)
      client.setQueryData(queryKey, after)
      if (isStale || after.summary.status !== before.summary.status || after.summary.inDoubt !== before.summary.inDoubt)
        void client.invalidateQueries({ queryKey })
    },
    onOpen: () => void client.invalidateQueries({ queryKey }),
  })
}
