import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConfigPlace, configQuery } from '../../api/config.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { ConfigDrawer } from './config-drawer.tsx'
import { ConfigList } from './config-list.tsx'

/** The settings of one place. */
export function ConfigSettings({ place, mayChange }: { readonly place: ConfigPlace; readonly mayChange: boolean }) {
  const { t } = useTranslation('config')
  const config = useQuery(configQuery(place))
  const [open, setOpen] = useState<string>()
  const items = config.data?.items ?? []
  return (
    <>
      {config.isPending ? <SkeletonRows rows={5} /> : null}
      {config.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(config.error)}
          onRetry={() => void config.refetch()}
        />
      ) : null}
      {config.isSuccess && items.length === 0 ? <Empty title={t('none')} text={t('noneText')} /> : null}
      <ConfigList entries={items} onOpen={setOpen} />
      <ConfigDrawer
        entry={items.find((entry) => entry.key === open)}
        place={place}
        mayChange={mayChange}
        onClose={() => setOpen(undefined)}
      />
    </>
  )
}
