import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newestQuery, notificationsKey } from '../api/notifications.ts'
import { watchPerson } from '../api/person-events.ts'
import { useSession } from '../api/session.ts'
import { tasksQuery } from '../api/tasks.ts'
import { useToasts } from '../feature/notification/use-toasts.ts'
import css from './shell.module.css'

const NotificationDrawer = lazy(() => import('../feature/notification/notification-drawer.tsx'))

/** How many things a person was told and has not read; opens the list of them. */
export function Bell() {
  const { t } = useTranslation('notification')
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const unread = useQuery(newestQuery).data?.unread ?? 0
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={css['nav']}
        aria-haspopup="dialog"
        title={t('notifications')}
        onClick={() => setOpen(true)}
      >
        <BellIcon size={16} aria-hidden />
        <span>{t('notifications')}</span>
        {unread === 0 ? null : (
          <b className={`${css['badge']} ${css['quiet']}`}>
            <i aria-hidden>{unread > 99 ? '99+' : unread}</i>
            <em className="sr">{t('unread', { count: unread })}</em>
          </b>
        )}
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <NotificationDrawer onClose={close} />
        </Suspense>
      ) : null}
    </>
  )
}

/** Hears what the person is told, marks the title of the tab, and says what is urgent. Once per tab. */
export function PersonWatch() {
  const client = useQueryClient()
  const { user, workspace } = useSession()
  const { data } = useQuery(newestQuery)
  useEffect(
    () =>
      watchPerson(`${user.id} ${workspace.id}`, (types) => {
        if (types.has('notification.changed')) void client.invalidateQueries({ queryKey: notificationsKey })
        if (types.has('task.changed')) void client.invalidateQueries({ queryKey: tasksQuery.queryKey })
      }),
    [client, user.id, workspace.id],
  )
  useTitleDot((data?.unread ?? 0) > 0)
  useToasts(data?.items)
  return null
}

const dot = '● '

/** Pages set the title of the tab; a dot before it says that something is unread. */
function useTitleDot(isOn: boolean): void {
  useEffect(() => {
    const mark = () => {
      const bare = document.title.replace(dot, '')
      const wanted = isOn ? dot + bare : bare
      if (document.title !== wanted) document.title = wanted
    }
    mark()
    const observer = new MutationObserver(mark)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [isOn])
}
