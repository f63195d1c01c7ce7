import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { useReachable } from '../api/reachability.ts'
import css from './shell.module.css'

const againMs = 4000

/** Says that the server is away, keeps asking, and refreshes the page when it is back. */
export function LostBanner() {
  const { t } = useTranslation('common')
  const reachable = useReachable()
  const client = useQueryClient()
  const ask = () =>
    call('GET /setup').then(
      () => client.invalidateQueries(),
      () => undefined,
    )
  useEffect(() => {
    if (reachable) return undefined
    const timer = setInterval(() => void ask(), againMs)
    return () => clearInterval(timer)
  })
  if (reachable) return null
  return (
    <div className={css['lost']} role="alert">
      <span>{t('lost')}</span>
      <span className="sp" />
      <Button onClick={() => void ask()}>{t('lostRetry')}</Button>
    </div>
  )
}
