import type { Notification } from '@steward/contract/api/notification'
import { ActionIcon } from '@mantine/core'
import { Bell, Check, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatAge, formatFullTime } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { stateOf, wordsOf } from './notification-words.ts'
import css from './notification.module.css'

type Props = { readonly notification: Notification; readonly onOpen: () => void; readonly onMark: () => void }

export function NotificationRow({ notification, onOpen, onMark }: Props) {
  const { t } = useTranslation('notification')
  const now = useNow(30_000)
  const { text, more } = wordsOf(t, notification)
  const { isRead, at } = notification
  const state = stateOf(notification)
  const label = t(isRead ? 'markUnread' : 'markRead')
  return (
    <li className={css['row']} data-row data-unread={isRead ? undefined : true}>
      <button type="button" className={css['open']} onClick={onOpen}>
        <span className={css['mark']}>
          {state === 'queued' ? <Bell size={14} aria-hidden /> : <StateCircle state={state} size={16} />}
        </span>
        <span className={css['text']}>
          <span className={css['say']}>{text}</span>
          {more === undefined ? null : <span className="xs dim">{more}</span>}
        </span>
        <time className={`${css['age']} num`} dateTime={at} title={formatFullTime(at)}>
          {formatAge(at, now)}
        </time>
      </button>
      <ActionIcon variant="subtle" color="gray" aria-label={`${label}: ${text}`} title={label} onClick={onMark}>
        {isRead ? <Undo2 size={14} aria-hidden /> : <Check size={14} aria-hidden />}
      </ActionIcon>
    </li>
  )
}
