import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStale } from '../api/build.ts'
import css from './shell.module.css'

/** After an update the page goes on as it is until the person loads it anew, which is theirs to say. */
export function StaleBanner() {
  const { t } = useTranslation('common')
  if (!useStale()) return null
  return (
    <div className={css['lost']} role="status">
      <span>{t('stale')}</span>
      <span className="sp" />
      <Button onClick={() => location.reload()}>{t('staleReload')}</Button>
    </div>
  )
}
