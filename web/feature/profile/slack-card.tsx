import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { slackQuery, useDisconnectSlack } from '../../api/slack.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './profile.module.css'

/** Who the person is in Slack. Nothing where approvals are not asked for there. */
export function SlackCard() {
  const { t } = useTranslation('slack')
  const { data: standing } = useQuery(slackQuery)
  const disconnect = useDisconnectSlack()
  const [asking, setAsking] = useState(false)
  if (standing === undefined || (standing.me === null && !standing.isConfigured)) return null
  const { me } = standing
  return (
    <section className={`card ${css['card']}`} aria-labelledby="slack-me">
      <div className={css['head']}>
        <h2 id="slack-me" className="sp">
          {t('card')}
        </h2>
        {me === null ? null : (
          <Button loading={disconnect.isPending} onClick={() => setAsking(true)}>
            {t('disconnect')}
          </Button>
        )}
      </div>
      {me === null ? (
        <p className="ink2">{t('notConnected')}</p>
      ) : (
        <p>
          <b className="b">{t('connectedAs', { user: me.slackUserId })}</b>{' '}
          <span className="ink2">{t('connectedTeam', { team: me.teamId })}</span>
        </p>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('disconnectSure')}
        text={t('disconnectText')}
        action={t('disconnect')}
        onConfirm={() => disconnect.mutate(undefined, { onSuccess: () => notifyDone(t('disconnected')) })}
      />
    </section>
  )
}
