import type { PushSubscription } from '@steward/contract/api/notification'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { browsersQuery, useAddBrowser, useRemoveBrowser, useTryBrowser } from '../../api/notifications.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatAge } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { subscribeHere, takesPush } from './push-here.ts'
import css from './notification.module.css'

/** The browsers that tell the person things while Steward is closed. The browser asks only after a click. */
export function BrowserCard({ pushKey }: { readonly pushKey: string }) {
  const { t } = useTranslation('notification')
  const browsers = useQuery(browsersQuery).data?.items ?? []
  const add = useAddBrowser()
  const [isAsking, setAsking] = useState(false)
  const addThis = async () => {
    setAsking(true)
    try {
      const made = await subscribeHere(pushKey)
      if (made.kind === 'denied') notifyFailure(t('pushFailed'), t('pushDenied'))
      else await add.mutateAsync({ endpoint: made.endpoint, keys: made.keys })
    } catch (error) {
      notifyFailure(t('pushFailed'), error instanceof DOMException ? t('pushMissing') : sentenceOf(error))
    } finally {
      setAsking(false)
    }
  }
  return (
    <section className={`card ${css['card']}`} aria-label={t('browsers')}>
      <h2>{t('browsers')}</h2>
      <p className="ink2 xs">{t('browsersHelp')}</p>
      <div>
        {browsers.map((one) => (
          <BrowserLine key={one.id} browser={one} />
        ))}
      </div>
      {takesPush() ? (
        <Button style={{ justifySelf: 'start' }} loading={isAsking} onClick={() => void addThis()}>
          {t('addThis')}
        </Button>
      ) : (
        <p className="xs dim">{t('pushMissing')}</p>
      )}
    </section>
  )
}

function BrowserLine({ browser: { id, device, service, lastSentAt } }: { readonly browser: PushSubscription }) {
  const { t } = useTranslation('notification')
  const now = useNow(60_000)
  const attempt = useTryBrowser()
  const remove = useRemoveBrowser()
  const tryIt = () =>
    attempt.mutate(id, {
      onSuccess: ({ outcome, detail }) => {
        if (outcome === 'sent') notifyDone(t('tested_sent'))
        else notifyFailure(t(`tested_${outcome}`), detail ?? '')
      },
    })
  const name = device ?? t('unknownDevice')
  return (
    <div className={css['browser']}>
      <div>
        <div className="b">{name}</div>
        <div className="xs dim">
          {service} · {lastSentAt === null ? t('neverSent') : t('lastSent', { time: formatAge(lastSentAt, now) })}
        </div>
      </div>
      <Button aria-label={`${t('tryIt')}: ${name}`} loading={attempt.isPending} onClick={tryIt}>
        {t('tryIt')}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        aria-label={`${t('removeBrowser')}: ${name}`}
        loading={remove.isPending}
        onClick={() => remove.mutate(id)}
      >
        {t('removeBrowser')}
      </Button>
    </div>
  )
}
