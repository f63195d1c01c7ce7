import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { grantListQuery } from '../../api/grants.ts'
import { useCanSomewhere } from '../../api/session.ts'
import { Loading } from '../../lib/loading.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { AskAccessDialog } from './ask-access-dialog.tsx'
import { GrantTable } from './grant-table.tsx'

const filters = { mine: { mine: true }, decide: { state: 'pending' }, all: {} } as const
type Tab = keyof typeof filters

/** Standing access: one's own, what one decides about, and what there was. */
export default function AccessPage() {
  const { t } = useTranslation('access')
  const can = useCanSomewhere()
  const search = useSearch({ from: '/inside/queries/access' })
  const navigate = useNavigate({ from: '/queries/access' })
  const [isAsking, setAsking] = useState(false)
  const mayDecide = can('query:decide')
  const tabs: readonly Tab[] = mayDecide ? ['mine', 'decide', 'all'] : ['mine']
  const tab = tabs.find((one) => one === search.tab) ?? 'mine'
  const list = useInfiniteQuery({ ...grantListQuery(filters[tab]), enabled: can('query:read') })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  // What one asked for oneself is decided by somebody else.
  const shown = tab === 'decide' ? items.filter((grant) => grant.mayDecide) : items
  const words = { mine: t('accessMine'), decide: t('accessDecide'), all: t('accessAll') }
  return (
    <Page
      title={t('standingAccess')}
      crumb={<Link to="/queries">{t('queries', { ns: 'common' })}</Link>}
      actions={
        can('query:submit') ? (
          <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setAsking(true)}>
            {t('askAccess')}
          </Button>
        ) : null
      }
    >
      <p className="ink2" style={{ maxWidth: 720 }}>
        {t('accessLead')}
      </p>
      {tabs.length === 1 ? null : (
        <SegmentedControl
          style={{ alignSelf: 'flex-start' }}
          aria-label={t('standingAccess')}
          value={tab}
          onChange={(value) => void navigate({ search: value === 'mine' ? {} : { tab: value }, replace: true })}
          data={tabs.map((value) => ({ value, label: words[value] }))}
        />
      )}
      <Loading query={list} rows={4} />
      {shown.length > 0 ? <GrantTable grants={shown} /> : null}
      {list.isSuccess && shown.length === 0 ? <Empty title={t(`accessNone_${tab}`)} text={t(`accessNoneText_${tab}`)} /> : null}
      {list.hasNextPage ? (
        <Button style={{ alignSelf: 'center' }} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
      {isAsking ? <AskAccessDialog onClose={() => setAsking(false)} /> : null}
    </Page>
  )
}
