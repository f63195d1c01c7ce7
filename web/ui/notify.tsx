import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
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
