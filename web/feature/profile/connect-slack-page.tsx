import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { useSession } from '../../api/session.ts'
import { useConnectSlack } from '../../api/slack.ts'
import { Problem } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import css from './profile.module.css'

/** Where a link that Slack gave to somebody leads. It connects nothing by itself: whoever sent it could be another. */
export default function ConnectSlackPage() {
  const { t } = useTranslation('slack')
  const { token } = useParams({ from: '/inside/connect-slack/$token' })
  const { user, workspace } = useSession()
  const connect = useConnectSlack()
  const isDead = hasCode(connect.error, 'effect.slack_link_gone')
  return (
    <Page title={t('connectTitle')}>
      <section className={`card ${css['card']} ${css['narrow']}`} aria-live="polite">
        {connect.isSuccess ? (
          <div className={css['head']}>
            <StateCircle state="completed" size={18} />
            <div>
              <div className="b">{t('connectDone')}</div>
              <p className="ink2">{t('connectDoneText')}</p>
            </div>
          </div>
        ) : (
          <>
            <p>{t('connectLead', { name: user.name, email: user.email, workspace: workspace.name })}</p>
            <p className="ink2">{t('connectCare')}</p>
            {connect.error === null ? null : <Problem title={t('connectFailed')} text={sentenceOf(connect.error)} />}
            <div className={css['buttons']} data-end>
              <Button component={Link} to="/approvals">
                {t('connectNot')}
              </Button>
              <Button variant="filled" disabled={isDead} loading={connect.isPending} onClick={() => connect.mutate(token)}>
                {t('connect')}
              </Button>
            </div>
          </>
        )}
      </section>
    </Page>
  )
}
