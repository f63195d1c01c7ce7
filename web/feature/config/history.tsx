import type { ConfigEntry, ConfigVersion } from '@steward/contract/api/config'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ConfigPlace, configHistoryQuery, useRestoreConfig } from '../../api/config.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { useValueText } from './use-value-text.ts'
import css from './config.module.css'

type Props = {
  readonly entry: ConfigEntry
  readonly place: ConfigPlace
  /** The version that stands at this place now. */
  readonly version: number
  readonly mayChange: boolean
  readonly onChanged: (entry: ConfigEntry) => void
}

/** Every version of a value at one place, with the way back to each. */
export function History({ entry, place, version, mayChange, onChanged }: Props) {
  const { t } = useTranslation('config')
  const history = useInfiniteQuery(configHistoryQuery(place, entry.key))
  const restore = useRestoreConfig()
  const items = history.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className={css['section']}>
      <h3>{t('history')}</h3>
      {history.isPending ? <SkeletonRows rows={2} height={40} /> : null}
      {history.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(history.error)}
          onRetry={() => void history.refetch()}
        />
      ) : null}
      {restore.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(restore.error)} />}
      {history.isSuccess && items.length === 0 ? <p className="dim xs">{t('noHistory')}</p> : null}
      <ol className={css['history']}>
        {items.map((one) => (
          <Version
            key={one.version}
            entry={entry}
            version={one}
            {...(mayChange && one.version !== version && one.action !== 'unset'
              ? {
                  onRestore: () =>
                    restore.mutate(
                      { place, key: entry.key, version, to: one.version },
                      {
                        onSuccess: (now) => {
                          notifyDone(t('restored', { number: one.version }))
                          onChanged(now)
                        },
                      },
                    ),
                }
              : {})}
          />
        ))}
      </ol>
      {history.hasNextPage ? (
        <Button size="xs" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
    </section>
  )
}

type VersionProps = { readonly entry: ConfigEntry; readonly version: ConfigVersion; readonly onRestore?: () => void }

function Version({ entry, version: one, onRestore }: VersionProps) {
  const { t } = useTranslation('config')
  const text = useValueText(entry)
  const change = entry.secret
    ? t('secretChanged')
    : t('fromTo', { before: text(one.before, one.before !== null), after: text(one.after, one.after !== null) })
  return (
    <li>
      <div className="sp">
        <div className="row">
          <span className="b">{t(`action.${one.action}`, { version: one.restoredVersion ?? 0 })}</span>
          <span className={`${css['change']} ink2`}>{one.action === 'unset' && entry.secret ? '' : change}</span>
        </div>
        <div className="xs dim" title={formatFullTime(one.at)}>
          {t('version', { number: one.version })}, {formatTime(one.at, new Date(), t('today', { ns: 'common' }))}
          {one.by === null ? '' : ` ${t('by', { name: one.by.name ?? t('someone') })}`}
        </div>
      </div>
      {onRestore === undefined ? null : (
        <Button size="xs" aria-label={t('restoreVersion', { number: one.version })} onClick={onRestore}>
          {t('restore')}
        </Button>
      )}
    </li>
  )
}
