import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'
import { NotificationList } from './notification-list.tsx'

/** The list as a page, where a drawer would be all there is to see. */
export default function NotificationsPage() {
  const { t } = useTranslation('notification')
  return (
    <Page title={t('notifications')}>
      <NotificationList />
    </Page>
  )
}
