import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { unsubscribe } from '../../api/notifications.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Problem } from '../../ui/feedback.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import css from './notification.module.css'

/** Where the link of a mail leads. One click, because programs that look at mails open their links. */
export default function UnsubscribePage() {
  const { t } = useTranslation('notification')
  const leave = useMutation({ mutationFn: () => unsubscribe(decodeURIComponent(location.hash.slice(1))) })
  return (
    <main className={`card ${css['leave']}`}>
      <h1>{t('stopMails')}</h1>
      <p className="ink2">{t('stopMailsText')}</p>
      {leave.isError ? <Problem title={t('stopFailed')} text={sentenceOf(leave.error)} /> : null}
      <div role="status">{leave.isSuccess ? <StateLabel state="completed" text={t('stopped')} /> : null}</div>
      {leave.isSuccess ? null : (
        <Button variant="filled" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('stopMailsDo')}
        </Button>
      )}
    </main>
  )
}
