import type { Notification } from '@steward/contract/api/notification'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useOpenPath } from '../../lib/use-open-path.ts'
import { notifyNews } from '../../ui/notify.tsx'
import { stateOf, wordsOf } from './notification-words.ts'

/** What is said at once to whoever is looking at something else; the rest waits at the bell. */
const urgent: ReadonlySet<Notification['kind']> = new Set([
  'execution_failed',
  'effect_in_doubt',
  'connection_stopped',
  'approval_asked',
  'approval_expiring',
  'task_finished',
])

/** Says what has come since the page was opened, in this tab while it is looked at, one line for many. */
export function useToasts(items: readonly Notification[] | undefined): void {
  const { t } = useTranslation('notification')
  const openPath = useOpenPath()
  const { pathname } = useLocation()
  const known = useRef<Set<string> | undefined>(undefined)
  useEffect(() => {
    if (items === undefined) return
    const before = known.current
    known.current = new Set([...(before ?? []), ...items.map(({ id }) => id)])
    if (before === undefined || document.visibilityState !== 'visible') return
    const news = items.filter(({ id, kind, path }) => !before.has(id) && urgent.has(kind) && path !== pathname)
    const [first] = news
    if (first === undefined) return
    const { text, more } = wordsOf(t, first)
    const rest = news.length - 1
    notifyNews(stateOf(first), text, {
      message: rest === 0 ? more : t('news', { count: rest }),
      action: t('open'),
      onOpen: () => openPath(rest === 0 ? first.path : '/notifications'),
    })
  }, [items, pathname, openPath, t])
}
