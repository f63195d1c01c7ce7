import { Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NotificationList } from './notification-list.tsx'

/** Escape closes it and leads back to the bell. */
export default function NotificationDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('notification')
  return (
    <Drawer
      opened
      onClose={onClose}
      position="left"
      size={420}
      title={t('notifications')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <NotificationList onOpen={onClose} />
    </Drawer>
  )
}
