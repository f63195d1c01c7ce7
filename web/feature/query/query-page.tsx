import type { Query } from '@steward/contract/api/query'
import { Tabs } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalQuery } from '../../api/approvals.ts'
import { instancesQuery } from '../../api/instances.ts'
import { useQueryEvents } from '../../api/live.ts'
import { queryQuery } from '../../api/queries.ts'
import { useCan } from '../../api/session.ts'
import { formatCount, shortId } from '../../lib/format.ts'
import { Loading } from '../../lib/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { CodeField } from './code-field.tsx'
import { Decision } from './decision.tsx'
import { historyOf } from './history.ts'
import { HistoryTab } from './history-tab.tsx'
import { maskedOf } from './masked-of.ts'
import { PlanTab } from './plan-tab.tsx'
import { QueryActions } from './query-actions.tsx'
import { QueryBanners } from './query-banners.tsx'
import { QueryComments } from './query-comments.tsx'
import css from './query.module.css'
import { QueryPlace } from './query-place.tsx'
import { QueryState } from './query-table.tsx'
import { RequestSteps } from './request-steps.tsx'
import { ResultFacts, ResultTab } from './result-tab.tsx'
import { Review, useFindingCount } from './review.tsx'
import { useTitle } from './use-title.ts'

export default function QueryPage() {
  const { t } = useTranslation('query')
  const { queryId } = useParams({ from: '/inside/queries/$queryId' })
  const query = useQuery(queryQuery(queryId))
  const client = useQueryClient()
  useQueryEvents({
    onEvents: (events) => {
      if (!events.some((event) => event.queryId === queryId)) return
      for (const queryKey of [queryQuery(queryId).queryKey, ['approvals']]) void client.invalidateQueries({ queryKey })
    },
    onOpen: () => void client.invalidateQueries({ queryKey: queryQuery(queryId).queryKey }),
  })
  if (query.data === undefined)
    return (
      <Page title={t('query')} crumb={<Link to="/queries">{t('queries', { ns: 'common' })}</Link>}>
        <Loading query={query} rows={6} />
      </Page>
    )
  return <Opened key={queryId} query={query.data} />
}

function Opened({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const title = useTitle()(query)
  return (
    <Page
      bare
      title={title}
      crumb={<Link to="/queries">{t('queries', { ns: 'common' })}</Link>}
      heading={
        <h1 className={css['heading']} title={title}>
          {title}
        </h1>
      }
      facts={
        <>
          <span className="dim num hide-s" title={query.id}>
            {shortId(query.id)}
          </span>
          <QueryState query={query} pill />
        </>
      }
      actions={<QueryActions query={query} />}
    >
      <div className={css['split']}>
        <div className={`${css['left']} ${css['fills']}`}>
          <QueryPlace query={query} />
          <QueryBanners query={query} />
          <Statement query={query} />
          <Decision query={query} />
          <Outcome query={query} />
        </div>
        <About query={query} />
      </div>
    </Page>
  )
}

const none: readonly never[] = []

function Statement({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const { kind } = query.instance
  const language = useMemo(() => ({ kind, tables: none }), [kind])
  return (
    <section className={css['statement']} aria-label={t('text')}>
      <CodeField value={query.text} language={language} findings={query.analysis?.findings ?? none} label={t('text')} />
    </section>
  )
}

const tabs = ['result', 'plan', 'messages', 'history'] as const

function Outcome({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const search = useSearch({ from: '/inside/queries/$queryId' })
  const navigate = useNavigate({ from: '/queries/$queryId' })
  const can = useCan()
  const approval = useQuery({
    ...approvalQuery(query.approvalId ?? ''),
    enabled: query.approvalId !== null && can('execution:read'),
  })
  const messages = query.result?.messages ?? none
  // What waits for a decision has nothing to show below it yet.
  const tab = tabs.find((one) => one === search.tab) ?? (query.status === 'pending' ? 'plan' : 'result')
  return (
    <Tabs
      className={css['outcome'] ?? ''}
      value={tab}
      onChange={(value) => void navigate({ search: { tab: value ?? 'result' }, replace: true })}
    >
      <div className={css['tabBar']}>
        <Tabs.List className={css['tabList'] ?? ''}>
          <Tabs.Tab value="result">
            {t('result')} {query.result === null ? null : <b>{formatCount(query.result.rows)}</b>}
          </Tabs.Tab>
          <Tabs.Tab value="plan">{t('plan')}</Tabs.Tab>
          <Tabs.Tab value="messages">
            {t('messages')} {messages.length === 0 ? null : <b>{messages.length}</b>}
          </Tabs.Tab>
          <Tabs.Tab value="history">
            {t('history')} <b>{historyOf(query, approval.data).length}</b>
          </Tabs.Tab>
        </Tabs.List>
        <span className="sp" />
        <ResultFacts query={query} />
      </div>
      <Tabs.Panel value="result" className={css['panel'] ?? ''}>
        <ResultTab query={query} />
      </Tabs.Panel>
      <Tabs.Panel value="plan" className={css['panel'] ?? ''}>
        <PlanTab query={query} />
      </Tabs.Panel>
      <Tabs.Panel value="messages" className={css['panel'] ?? ''}>
        {messages.length === 0 ? <p className={css['quietLine']}>{t('noMessages')}</p> : null}
        <ul className={css['messages']}>
          {messages.map((message, at) => (
            <li key={`${at} ${message}`}>{message}</li>
          ))}
        </ul>
      </Tabs.Panel>
      <Tabs.Panel value="history" className={css['panel'] ?? ''}>
        <HistoryTab query={query} approval={approval.data} />
      </Tabs.Panel>
    </Tabs>
  )
}

function About({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const count = useFindingCount()
  const instances = useQuery(instancesQuery)
  const masked = instances.data?.items.find(({ id }) => id === query.instance.id)?.masked ?? none
  const { analysis, recipients } = query
  return (
    <aside className={css['aside']} aria-label={t('about_query')}>
      <section>
        <h2>{t('request')}</h2>
        <RequestSteps query={query} />
        {recipients.length === 0 ? null : (
          <p className={css['quiet']}>{t('resultFor', { names: recipients.map(({ name }) => name).join(', ') })}</p>
        )}
      </section>
      <section>
        <div className="row">
          <h2>{t('review')}</h2>
          <span className="sp" />
          <span className="xs dim">{count(analysis)}</span>
        </div>
        {analysis === null ? (
          <p className={css['quiet']}>{t('reviewOfUndo')}</p>
        ) : (
          <Review analysis={analysis} limits={query.limits} masked={maskedOf(analysis, masked)} />
        )}
      </section>
      <QueryComments query={query} />
    </aside>
  )
}
