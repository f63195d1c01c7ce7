import type { Notification } from '@steward/contract/api/notification'
import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckCheck, Settings } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notificationListQuery, useMark, useMarkAll } from '../../api/notifications.ts'
import { Loading } from '../../lib/loading.tsx'
import { useNow } from '../../lib/use-now.ts'
import { useOpenPath } from '../../lib/use-open-path.ts'
import { NotificationRow } from './notification-row.tsx'
import css from './notification.module.css'

/** What somebody was told, newest first, in two groups. J and K move, Enter opens, E marks as read. */
export function NotificationList({ onOpen }: { readonly onOpen?: () => void }) {
  const { t } = useTranslation('notification')
  const [onlyUnread, setOnlyUnread] = useState(true)
  const found = useInfiniteQuery(notificationListQuery(onlyUnread))
  const markAll = useMarkAll()
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const unread = found.data?.pages[0]?.unread ?? 0
  return (
    <div className={css['center']}>
      <div className={css['tools']}>
        <SegmentedControl
          aria-label={t('show')}
          value={onlyUnread ? 'unread' : 'all'}
          data={[
            { value: 'unread', label: t('onlyUnread') },
            { value: 'all', label: t('all') },
          ]}
          onChange={(value) => setOnlyUnread(value === 'unread')}
        />
        <span className="sp" />
        <Button
          variant="subtle"
          color="gray"
          leftSection={<CheckCheck size={14} aria-hidden />}
          disabled={unread === 0}
          onClick={() => markAll.mutate(items[0]?.at ?? new Date().toISOString())}
        >
          {t('markAll')}
        </Button>
      </div>
      <Loading query={found} rows={4} />
      {found.data !== undefined && items.length === 0 ? <Nothing isRead={onlyUnread} /> : null}
      <Rows items={items} onOpen={onOpen} />
      {found.hasNextPage ? (
        <Button variant="subtle" color="gray" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
      <div className={css['foot']}>
        <span className="xs dim hide-s">{t('keys')}</span>
        <span className="sp" />
        <Link to="/settings/notifications" className={css['link']} onClick={onOpen}>
          <Settings size={14} aria-hidden />
          {t('settingsLink')}
        </Link>
      </div>
    </div>
  )
}

function Nothing({ isRead }: { readonly isRead: boolean }) {
  const { t } = useTranslation('notification')
  return (
    <div className={css['empty']}>
      <div className="b">{t(isRead ? 'allRead' : 'empty')}</div>
      <p className="ink2 xs">{t(isRead ? 'allReadText' : 'emptyText')}</p>
    </div>
  )
}

type RowsProps = { readonly items: readonly Notification[]; readonly onOpen: (() => void) | undefined }

function Rows({ items, onOpen }: RowsProps) {
  const { t } = useTranslation('notification')
  const openPath = useOpenPath()
  const mark = useMark()
  const list = useRef<HTMLDivElement>(null)
  const today = new Date(useNow(60_000)).toDateString()
  const open = (one: Notification) => {
    if (!one.isRead) mark.mutate({ id: one.id, isRead: true })
    onOpen?.()
    openPath(one.path)
  }
  const move = (event: KeyboardEvent) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = links.findIndex((link) => link.contains(document.activeElement))
    if (event.key === 'e' || event.key === 'E') {
      const one = items[at]
      if (one !== undefined) mark.mutate({ id: one.id, isRead: !one.isRead })
    } else if (event.key === 'j' || event.key === 'ArrowDown') focusAt(links, at + 1)
    else if (event.key === 'k' || event.key === 'ArrowUp') focusAt(links, Math.max(0, at - 1))
    else return
    event.preventDefault()
  }
  const groups = [
    { name: t('today'), rows: items.filter(({ at }) => new Date(at).toDateString() === today) },
    { name: t('earlier'), rows: items.filter(({ at }) => new Date(at).toDateString() !== today) },
  ].filter(({ rows }) => rows.length > 0)
  return (
    <div ref={list} onKeyDown={move} role="presentation">
      {groups.map(({ name, rows }) => (
        <section key={name} aria-label={name}>
          <h2 className={css['group']}>{name}</h2>
          <ul className={css['rows']}>
            {rows.map((one) => (
              <NotificationRow
                key={one.id}
                notification={one}
                onOpen={() => open(one)}
                onMark={() => mark.mutate({ id: one.id, isRead: !one.isRead })}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function focusAt(rows: readonly HTMLElement[], at: number): void {
  rows[Math.min(at, rows.length - 1)]?.querySelector<HTMLElement>('button')?.focus()
}
