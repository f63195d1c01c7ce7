import { notifications } from '@mantine/notifications'
import { StateCircle } from './state-circle.tsx'

/** A failure stays until it is closed. */
export function notifyFailure(title: string, message: string): void {
  notifications.show({ title, message, icon: <StateCircle state="failed" size={16} />, autoClose: false, withBorder: true })
}

/** Success does not interrupt a screen reader. */
export function notifyDone(title: string, message?: string): void {
  notifications.show({ title, message, icon: <StateCircle state="completed" size={16} />, role: 'status' })
}
