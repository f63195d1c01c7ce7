import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { instancesQuery } from '../../api/instances.ts'
import { queryQuery } from '../../api/queries.ts'
import { useCan, useCanSomewhere } from '../../api/session.ts'
import { Loading } from '../../lib/loading.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { draftOf } from './draft.ts'
import { RequestForm, startWith } from './request-form.tsx'

/** A new request, one like another (`from`), or one that is changed (`change`). */
export default function NewQueryPage() {
  const { t } = useTranslation('query')
  const search = useSearch({ from: '/inside/queries/new' })
  const maySubmit = useCanSomewhere()('query:submit')
  const mayManage = useCan()('instance:manage')
  const instances = useQuery(instancesQuery)
  const otherId = search.change ?? search.from
  // What is typed starts from it once; what becomes of it meanwhile is told when it is sent.
  const other = useQuery({ ...queryQuery(otherId ?? ''), enabled: otherId !== undefined, refetchInterval: false })
  const items = instances.data?.items ?? []
  const usable = items.filter((one) => one.maySubmit)
  const frame = (content: React.ReactNode) => (
    <Page title={t('newTitle')} crumb={<Link to="/queries">{t('queries', { ns: 'common' })}</Link>}>
      {content}
    </Page>
  )
  if (!maySubmit) return frame(<Empty title={t('maySubmitNot')} text={t('maySubmitNotText')} />)
  if (instances.data === undefined) return frame(<Loading query={instances} rows={6} />)
  if (otherId !== undefined && other.data === undefined) return frame(<Loading query={other} rows={6} />)
  if (usable.length === 0)
    return frame(
      <Empty title={t('noInstances')} text={t(mayManage ? 'noInstancesManage' : 'noInstancesText')}>
        {mayManage ? (
          <Button variant="filled" component={Link} to="/settings/instances">
            {t('addInstance')}
          </Button>
        ) : null}
      </Empty>,
    )
  if (search.change !== undefined && other.data !== undefined)
    return other.data.may.change ? (
      <RequestForm key={search.change} instances={items} start={draftOf(other.data, true)} changed={other.data} />
    ) : (
      frame(<Empty title={t('mayChangeNot')} text={t('mayChangeNotText')} />)
    )
  const named = items.find(({ id }) => id === search.instance)
  const start =
    other.data === undefined ? startWith(named ?? (usable.length === 1 ? usable[0] : undefined)) : draftOf(other.data, false)
  return <RequestForm key={search.from ?? 'new'} instances={items} start={start} />
}
