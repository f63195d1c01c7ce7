import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { configQuery } from '../../api/config.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { slackQuery, useCheckSlack } from '../../api/slack.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { Loading } from '../../lib/loading.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import { ConfigDrawer } from './config-drawer.tsx'
import { ConfigList } from './config-list.tsx'
import css from './slack.module.css'

type Standing = Answer<'GET /slack'>

const place = { of: 'workspace' } as const
const keys: readonly string[] = ['slack.bot_token', 'slack.signing_secret', 'slack.channel']

/** How approvals come to Slack, and whether they do. */
export default function SlackPage() {
  const { t } = useTranslation('slack')
  const standing = useQuery(slackQuery)
  return (
    <Page title={t('slack', { ns: 'common' })}>
      <p className="ink2">{t('lead')}</p>
      <Loading query={standing} rows={3} />
      {standing.data === undefined ? null : (
        <div className={css['cards']}>
          <StandingCard standing={standing.data} />
          <AppCard url={standing.data.interactionsUrl} />
          <Allowed permission="config:read" otherwise={<p className="dim">{t('keysHidden')}</p>}>
            <Keys />
          </Allowed>
        </div>
      )}
    </Page>
  )
}

function StandingCard({ standing: { isConfigured, channel } }: { readonly standing: Standing }) {
  const { t } = useTranslation('slack')
  const check = useCheckSlack()
  return (
    <section className={`card ${css['card']}`} aria-label={t('standing')}>
      <div className={css['head']}>
        <StateLabel
          state={isConfigured ? 'active' : 'inactive'}
          text={isConfigured ? t('on', { channel: channel ?? '' }) : t('off')}
        />
        <span className="sp" />
        <Allowed permission="config:write">
          <Button disabled={!isConfigured} loading={check.isPending} onClick={() => check.mutate()}>
            {t('test')}
          </Button>
        </Allowed>
      </div>
      <div aria-live="polite">
        {check.data === undefined ? null : <StateLabel state="completed" text={t('tested', check.data)} />}
        {check.error === null ? null : <Problem title={t('testFailed')} text={sentenceOf(check.error)} />}
      </div>
    </section>
  )
}

function AppCard({ url }: { readonly url: string }) {
  const { t } = useTranslation('slack')
  return (
    <section className={`card ${css['card']}`} aria-labelledby="slack-app">
      <h2 id="slack-app">{t('app')}</h2>
      <ol className={css['steps']}>
        <li>{t('step1')}</li>
        <li>
          {t('step2')}
          <div className={css['url']}>
            <code>{url}</code>
            <CopyButton text={url} label={t('copyUrl')} />
          </div>
        </li>
        <li>{t('step3')}</li>
        <li>{t('step4')}</li>
      </ol>
    </section>
  )
}

/** The keys of the configuration that are Slack's, set here as there. */
function Keys() {
  const { t } = useTranslation('slack')
  const can = useCan()
  const config = useQuery(configQuery(place))
  const [open, setOpen] = useState<string>()
  const entries = (config.data?.items ?? []).filter((entry) => keys.includes(entry.key))
  return (
    <section aria-label={t('keys')}>
      <Loading query={config} rows={3} />
      <ConfigList entries={entries} onOpen={setOpen} />
      <ConfigDrawer
        entry={entries.find((entry) => entry.key === open)}
        place={place}
        mayChange={can('config:write')}
        onClose={() => setOpen(undefined)}
      />
    </section>
  )
}
