import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { setupQuery } from '../../api/session.ts'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { SampleReceipt } from './sample-receipt.tsx'
import css from './door.module.css'

/** What a person sees before they are in: the form at the left, what the product promises at the right. */
export function Door({ title, lead, children }: { readonly title: string; readonly lead: string; readonly children: ReactNode }) {
  const { t } = useTranslation('identity')
  const setup = useQuery(setupQuery)
  useEffect(() => {
    document.title = `${title} · Steward`
  }, [title])
  return (
    <div className={css['door']}>
      <main className={css['left']}>
        <div className={css['brand']}>
          <BrandMark />
          Steward
        </div>
        <div className={css['form']}>
          <h1>{title}</h1>
          <p className={css['lead']}>{lead}</p>
          {children}
        </div>
        <div className="xs dim row">
          <span>{t('runsHere')}</span>
          <span className="sp" />
          {setup.data === undefined ? null : <span>{t('version', { version: setup.data.version })}</span>}
        </div>
      </main>
      <aside className={css['right']} aria-label={t('sampleReceipt')}>
        <SampleReceipt />
        <p className={css['say']}>
          {t('say1')}
          <br />
          {t('say2')}
          <br />
          {t('say3')}
        </p>
      </aside>
    </div>
  )
}
