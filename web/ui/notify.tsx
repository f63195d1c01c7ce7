import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { State } from './state.ts'
import { StateCircle } from './state-circle.tsx'

const closeButtonProps = () => ({ 'aria-label': i18next.t('close') })

/** A failure stays until it is closed. */
export function notifyFailure(title: string, message: string): void {
  notifications.show({
    title,
    message,
    icon: <StateCircle state="failed" size={16} />,
    autoClose: false,
    withBorder: true,
    closeButtonProps: closeButtonProps(),
  })
}

/** Success does not interrupt a screen reader. */
export function notifyDone(title: string, message?: string): void {
  notifications.show({
    title,
    message,
    icon: <StateCircle state="completed" size={16} />,
    role: 'status',
    closeButtonProps: closeButtonProps(),
  })
}

type News = { readonly message: string | undefined; readonly action: string; readonly onOpen: () => void }

/** Something that has happened elsewhere, with the way to it. It goes by itself: it stands at the bell too. */
export function notifyNews(state: State, title: string, { message, action, onOpen }: News): void {
  const id = `news ${title}`
  const open = () => {
    notifications.hide(id)
    onOpen()
  }
  notifications.show({
    id,
    title,
    message: (
      <span className="row">
        <span className="sp">{message}</span>
        <Button variant="subtle" onClick={open}>
          {action}
        </Button>
      </span>
    ),
    icon: <StateCircle state={state} size={16} />,
    role: 'status',
    autoClose: 8000,
    closeButtonProps: closeButtonProps(),
  })
}
